"""What the disk image looks like that people drag the app from: for dmgbuild, which reads this.

`dmgbuild -s dmg_settings.py -D app=Notereel.app Notereel Notereel.dmg`; `defines` is dmgbuild's.
"""

from pathlib import Path

app = defines["app"]  # type: ignore[name-defined] # noqa: F821
format = "ULFO"  # noqa: A001
filesystem = "APFS"
files = [app]
symlinks = {"Applications": "/Applications"}
badge_icon = str(Path(app, "Contents", "Resources", "Notereel.icns"))
window_rect = ((200, 160), (560, 320))
icon_size = 112
text_size = 13
icon_locations = {Path(app).name: (150, 150), "Applications": (410, 150)}
