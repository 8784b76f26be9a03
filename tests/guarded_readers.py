"""Readers that misbehave, for the child process of tests/test_guarded.py: what they do is the format."""

import os
import signal

from kpilint.model import Cell, Document, Indicator, Place, Table
from kpilint.problems import ReadFailure


def read(form, data, path, limits):
    del limits
    return globals()[form](data, path)


def echo(data, path):
    return Document(path, "echo", unit=data.decode(), year=os.getpid())


def hang(_data, _path):
    while True:
        pass


def hang_in_c(_data, _path):
    sum(range(10**13))  # holds the interpreter: no Python thread of this process runs


def deaf(_data, _path):
    os.kill(os.getpid(), signal.SIGSTOP)


def memory(_data, _path):
    return [bytearray(10_000_000) for _ in iter(int, 1)]


def abort(_data, _path):
    os.abort()


def killed(_data, _path):
    os.kill(os.getpid(), signal.SIGKILL)


def leave(_data, _path):
    os._exit(7)


def fault(_data, _path):
    return {}["没有的键"]


def recursion(data, path):
    return recursion(data, path)


def refuse(_data, _path):
    raise ReadFailure("input/damaged", Place(3, 4, "锚点", 2, 1), reason_zh="目录坏了", reason="broken directory")


def noise(data, path):
    os.write(1, b"\0" * 100)
    os.write(2, "警告".encode())
    print("打印", flush=True)  # noqa: T201
    return echo(data, path)


def half_a_character(_data, path):
    return Document(path, "echo", unit="\ud800")


def nonsense(_data, _path):
    return Cell("不是", "文件")


def big(data, path):
    row = Indicator(
        "产出指标", "数量指标", "养护里程", "描述" * 20, "≥30公里", "依据", place=Place(1, 2, "绩效目标表", 3)
    )
    return Document(path, "big", (Table("表", indicators=(row,) * int(data)),))
