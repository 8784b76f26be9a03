"""A limit on the memory of this process, as far as the system has one.

`limit_memory(size)` lets this process have at most `size` bytes from now on and returns whether the system sees to it.
Linux and the BSDs limit the address space; Windows limits a job of which this process becomes a member. macOS has no
limit that holds: there the guard looks at the child from outside (`watch`).

`no_core_dump()` lets a crash leave nothing behind and wait for nobody.
"""

import ctypes
import platform
import sys
from typing import Final

if sys.platform != "win32":
    import resource

    def no_core_dump() -> None:
        """Leave no copy of a crash, and of the document with it, on disk."""
        resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))

    def limit_memory(size: int) -> bool:
        """Limit the address space of this process."""
        if platform.system() == "Darwin":
            return False
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        wanted = size if hard == resource.RLIM_INFINITY else min(size, hard)
        try:
            resource.setrlimit(resource.RLIMIT_AS, (wanted, hard))
        except (ValueError, OSError):
            return False
        return True

else:
    from ctypes import wintypes

    _PROCESS_MEMORY: Final = 0x100
    """JOB_OBJECT_LIMIT_PROCESS_MEMORY"""
    _EXTENDED_LIMITS: Final = 9
    """JobObjectExtendedLimitInformation"""

    class _BasicLimits(ctypes.Structure):
        """JOBOBJECT_BASIC_LIMIT_INFORMATION of winnt.h."""

        _fields_ = (
            ("PerProcessUserTimeLimit", wintypes.LARGE_INTEGER),
            ("PerJobUserTimeLimit", wintypes.LARGE_INTEGER),
            ("LimitFlags", wintypes.DWORD),
            ("MinimumWorkingSetSize", ctypes.c_size_t),
            ("MaximumWorkingSetSize", ctypes.c_size_t),
            ("ActiveProcessLimit", wintypes.DWORD),
            ("Affinity", ctypes.c_size_t),
            ("PriorityClass", wintypes.DWORD),
            ("SchedulingClass", wintypes.DWORD),
        )

    class _ExtendedLimits(ctypes.Structure):
        """JOBOBJECT_EXTENDED_LIMIT_INFORMATION of winnt.h, with its IO_COUNTERS as six numbers."""

        _fields_ = (
            ("BasicLimitInformation", _BasicLimits),
            ("IoInfo", ctypes.c_ulonglong * 6),
            ("ProcessMemoryLimit", ctypes.c_size_t),
            ("JobMemoryLimit", ctypes.c_size_t),
            ("PeakProcessMemoryUsed", ctypes.c_size_t),
            ("PeakJobMemoryUsed", ctypes.c_size_t),
        )

    _jobs: list[int] = []
    """The job of this process, once it has one."""

    def no_core_dump() -> None:
        """Show no box that a program has stopped working, which would wait for somebody to close it."""
        ctypes.windll.kernel32.SetErrorMode(0x1 | 0x2)  # SEM_FAILCRITICALERRORS, SEM_NOGPFAULTERRORBOX

    def limit_memory(size: int) -> bool:
        """Limit the memory of a job of which this process is the only member."""
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.CreateJobObjectW.restype = wintypes.HANDLE
        kernel.CreateJobObjectW.argtypes = (wintypes.LPVOID, wintypes.LPCWSTR)
        kernel.SetInformationJobObject.argtypes = (wintypes.HANDLE, ctypes.c_int, wintypes.LPVOID, wintypes.DWORD)
        kernel.GetCurrentProcess.restype = wintypes.HANDLE
        kernel.AssignProcessToJobObject.argtypes = (wintypes.HANDLE, wintypes.HANDLE)
        if not _jobs:
            job = kernel.CreateJobObjectW(None, None)
            if not job or not kernel.AssignProcessToJobObject(job, kernel.GetCurrentProcess()):
                return False
            _jobs.append(job)
        limits = _ExtendedLimits()
        limits.BasicLimitInformation.LimitFlags = _PROCESS_MEMORY
        limits.ProcessMemoryLimit = size
        return bool(
            kernel.SetInformationJobObject(_jobs[0], _EXTENDED_LIMITS, ctypes.byref(limits), ctypes.sizeof(limits))
        )
