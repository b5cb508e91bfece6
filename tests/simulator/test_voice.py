"""Alexa is heard through espeak-ng, and a computer without it only prints."""

from __future__ import annotations

import array
import shutil
import wave
from typing import TYPE_CHECKING

import pytest

from skill.simulator.echo.voice import Voice, VoiceUnavailableError, find_voice

if TYPE_CHECKING:
    from pathlib import Path

needs_espeak = pytest.mark.skipif(
    shutil.which("espeak-ng") is None,
    reason="espeak-ng is not installed here (apt install espeak-ng)",
)


def program(folder: Path, script: str) -> str:
    """A program that stands where espeak-ng would."""
    path = folder / "espeak-ng"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return str(path)


def recorded(folder: Path, ssml: str, locale: str = "en-US") -> tuple[float, float]:
    """The length in seconds of what espeak-ng says, and how loud its loudest moment is."""
    path = folder / "speech.wav"
    Voice(find_voice().program, locale, recording=path).say(ssml)
    with wave.open(str(path)) as sound:
        samples = array.array("h", sound.readframes(sound.getnframes()))
        return sound.getnframes() / sound.getframerate(), max(map(abs, samples))


@needs_espeak
def test_espeak_speaks_the_words(tmp_path: Path) -> None:
    """A sentence takes about as long as a person needs for it, in either English."""
    ssml = "<speak>Tom &amp; Jerry share one small thing that was good about today.</speak>"
    for locale in ("en-US", "en-GB", "en-IN"):
        seconds, loudness = recorded(tmp_path, ssml, locale)
        assert 2 < seconds < 8
        assert loudness > 1000


@needs_espeak
def test_espeak_keeps_pauses_rate_and_volume(tmp_path: Path) -> None:
    """A two-second break lasts, slow is longer, soft and whispered are quieter."""
    words = "What made you smile today?"
    seconds, loudness = recorded(tmp_path, f"<speak>{words}</speak>")
    paused, _ = recorded(tmp_path, f'<speak>{words}<break time="2s"/>{words}</speak>')
    slow, soft = recorded(
        tmp_path, f'<speak><prosody rate="slow" volume="soft">{words}</prosody></speak>'
    )
    _, whispered = recorded(
        tmp_path, f'<speak><amazon:effect name="whispered">{words}</amazon:effect></speak>'
    )
    assert paused > 2 * seconds + 1
    assert slow > seconds
    assert whispered < soft < loudness


@needs_espeak
def test_what_is_said_never_shows_in_the_command_line(tmp_path: Path) -> None:
    """Words that look like options are spoken as words."""
    seconds, _ = recorded(tmp_path, "<speak>-w /tmp/other --help</speak>")
    assert seconds > 1


def test_a_computer_without_espeak_says_so_in_one_sentence() -> None:
    """The sentence names the program and says that printing goes on."""
    with pytest.raises(
        VoiceUnavailableError, match=r"^espeak-ng is not installed.* only printed; .*\.$"
    ):
        find_voice(program="espeak-ng-that-is-not-here")


@pytest.mark.parametrize(
    "script",
    ["cat >/dev/null; echo 'error: No such file or directory' >&2", "cat >/dev/null; exit 1"],
    ids=["complains", "fails"],
)
def test_a_computer_without_a_sound_device_says_so_in_one_sentence(
    tmp_path: Path, script: str
) -> None:
    """What espeak-ng does without a device, with or without an exit code, is reported."""
    with pytest.raises(
        VoiceUnavailableError, match=r"^[^.]*no working sound device[^.]*only printed\.$"
    ):
        Voice(program(tmp_path, script)).say("<speak>Hello.</speak>")


def test_warnings_of_the_sound_system_are_no_failure(tmp_path: Path) -> None:
    """Harmless chatter on standard error is ignored."""
    chatter = "cat >/dev/null; echo 'ALSA lib pcm.c:2666:(snd_pcm_open_noupdate) Unknown PCM surround' >&2"
    Voice(program(tmp_path, chatter)).say("<speak>Hello.</speak>")


def test_a_voice_that_hangs_is_given_up(tmp_path: Path) -> None:
    """After its time is over the program is ended and reported."""
    with pytest.raises(VoiceUnavailableError, match="did not finish"):
        Voice(program(tmp_path, "exec sleep 60"), patience=0.1).say("<speak/>")


def test_a_pause_is_no_hanging(tmp_path: Path) -> None:
    """What has a break in it gets the time for it."""
    slow = Voice(program(tmp_path, "cat >/dev/null; sleep 0.3"), patience=0)
    slow.say('<speak><break time="1s"/></speak>')


def test_a_program_that_does_not_start_is_reported(tmp_path: Path) -> None:
    """A file that is no program raises nothing but the one error."""
    path = tmp_path / "espeak-ng"
    path.write_bytes(b"\x7fELF")
    path.chmod(0o755)
    with pytest.raises(VoiceUnavailableError, match="does not start"):
        Voice(str(path)).say("<speak>Hello.</speak>")
