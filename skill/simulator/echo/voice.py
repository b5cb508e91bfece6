"""Alexa's lines aloud, through espeak-ng when this computer has it."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from skill.errors import CloserError
from skill.simulator.echo.speech_text import espeak_markup, plain_text

if TYPE_CHECKING:
    from pathlib import Path

# espeak-ng's own voices; it has none for the other English locales.
_VOICES: Final = {"en-US": "en-us", "en-CA": "en-us"}
_OTHER_VOICE: Final = "en-gb"
# A little slower than espeak-ng's 175, as Alexa is.
_WORDS_PER_MINUTE: Final = 160


class VoiceUnavailableError(CloserError):
    """Nothing can be said aloud here; the message says why, and that printing goes on."""


@dataclass(frozen=True, slots=True)
class Voice:
    """A voice of espeak-ng's.

    Args:
        program: the path of espeak-ng.
        locale: whose English it speaks, as far as it can.
        recording: a WAV file to write in place of the loudspeaker.
        patience: how many seconds longer than its words it may take.
    """

    program: str
    locale: str = "en-US"
    recording: Path | None = None
    patience: float = 10.0

    def say(self, ssml: str) -> None:
        """Speak, and return when the last word is said.

        Raises:
            VoiceUnavailableError: there is no sound device, or espeak-ng failed or hung.
        """
        command = [self.program, "-m", "-b", "1", "-s", str(_WORDS_PER_MINUTE), "--stdin"]
        command += ["-v", _VOICES.get(self.locale, _OTHER_VOICE)]
        if self.recording is not None:
            command += ["-w", str(self.recording)]
        try:
            # The words go in by standard input: nothing said shows in a list of processes.
            done = subprocess.run(  # nosec B603 # noqa: S603 - a fixed program, and no shell
                command,
                input=espeak_markup(ssml).encode(),
                capture_output=True,
                timeout=self.patience + _longest_speech(ssml),
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            msg = "espeak-ng did not finish speaking, so Alexa's lines are only printed."
            raise VoiceUnavailableError(msg) from error
        except OSError as error:
            msg = f"espeak-ng does not start ({error.strerror}), so Alexa's lines are only printed."
            raise VoiceUnavailableError(msg) from error
        # Without a sound device espeak-ng says "error: ..." and still exits with 0.
        complaints = done.stderr.decode(errors="replace")
        if done.returncode or re.search(r"^error:", complaints, re.IGNORECASE | re.MULTILINE):
            msg = "espeak-ng finds no working sound device, so Alexa's lines are only printed."
            raise VoiceUnavailableError(msg)


def find_voice(locale: str = "en-US", *, program: str = "espeak-ng") -> Voice:
    """The voice of this computer for a locale.

    Raises:
        VoiceUnavailableError: espeak-ng is not installed.
    """
    path = shutil.which(program)
    if path is None:
        msg = (
            "espeak-ng is not installed, so Alexa's lines are only printed; "
            'on Debian or Ubuntu, "apt install espeak-ng" adds the voice.'
        )
        raise VoiceUnavailableError(msg)
    return Voice(path, locale)


def _longest_speech(ssml: str) -> float:
    """How many seconds this may take to say: one for each word and ten for each pause."""
    return len(plain_text(ssml).split()) + 10.0 * ssml.count("<break")
