"""`kpilint rules`."""

import typer

from kpilint.cli.options import LangOption, ProfileOption, language_of
from kpilint.cli.setup import DEFAULT_PROFILE


def rules(profile: ProfileOption = None, lang: LangOption = None) -> None:
    """列出规则 / List the rules of a profile."""
    from kpilint import profiles  # noqa: PLC0415
    from kpilint.outputs import rulebook  # noqa: PLC0415

    loaded = profiles.load_profile(profile or DEFAULT_PROFILE)
    typer.echo(rulebook.listing(loaded.rules, language_of(lang)), nl=False)
