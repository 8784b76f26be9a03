"""Which language to speak: the user's, Chinese first."""

import locale
import os


def default_language() -> str:
    """Return `en` where `KPILINT_LANG` or the locale says English, else `zh`."""
    for name in ("KPILINT_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "")
        if value:
            return "en" if value.lower().startswith("en") else "zh"
    return "en" if (locale.getlocale()[0] or "").lower().startswith("en") else "zh"  # Windows sets no such variable
