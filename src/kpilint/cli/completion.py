"""What the shell offers for a value half typed. Nothing is loaded before it asks."""

from kpilint.language import default_language

Offers = list[tuple[str, str]]
"""Values with what they mean."""


def rule_ids(incomplete: str) -> Offers:
    """Return the rules whose id goes on so."""
    from kpilint import rulesets  # noqa: PLC0415 - rules take a while to load

    language = default_language()
    known = rulesets.all_rules()
    return [(one, known[one].summary[language]) for one in known if one.startswith(incomplete)]


def explainable(incomplete: str) -> Offers:
    """Return the rules and the codes of reading problems that go on so."""
    from kpilint import problems  # noqa: PLC0415

    codes = [(one, "") for one in problems.CATALOGUE if one.startswith(incomplete)]
    return list(dict([*codes, *rule_ids(incomplete)]).items())


def profile_names(incomplete: str) -> Offers:
    """Return the installed profiles whose name goes on so. Files are the shell's own business."""
    from kpilint import plugins, settings  # noqa: PLC0415

    language = default_language()
    files = [path for path in plugins.profile_files() if path.stem.startswith(incomplete)]
    return [(path.stem, str(settings.load(path)["title"][language])) for path in files]
