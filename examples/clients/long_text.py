"""Speaks a text of any length with OpenAI's client: splits it at sentence ends, joins the speech of all parts to one WAV file.

Usage: OPENAI_BASE_URL=http://localhost:8205/v1 OPENAI_API_KEY=none python long_text.py book.txt book.wav [voice]
Needs the PyPI package `openai`.
"""

import os
import re
import sys
import wave

# The server's TTS_MAX_TEXT_LENGTH.
MAX_CHARACTERS = int(os.environ.get("MAX_CHARACTERS", "4096"))

SENTENCE = re.compile(r"[^.!?…。！？।]*(?:[.!?…]+[\"'”’»)]*(?:\s+|$)|[。！？।]+[”’」』）]*\s*|[.!?…]+|$)")


def parts(text, most):
    """Parts of at most `most` characters. A part ends with a sentence, or with a word if the sentence is longer."""
    found = []

    def append(piece):
        if found and len((found[-1] + piece).strip()) <= most:
            found[-1] += piece
        else:
            found.append(piece)

    for sentence in SENTENCE.findall(text):
        if len(sentence.strip()) <= most:
            append(sentence)
            continue
        for word in re.findall(r"\s*\S+\s*", sentence):
            for start in range(0, len(word), most):
                append(word[start : start + most])
    return [part.strip() for part in found if part.strip()]


def main():
    from openai import OpenAI

    if len(sys.argv) < 3:
        sys.exit("usage: python long_text.py TEXT.txt SPEECH.wav [VOICE]")
    source, target = sys.argv[1:3]
    voice = sys.argv[3] if len(sys.argv) > 3 else "alloy"
    with open(source, encoding="utf-8") as file:
        texts = parts(file.read(), MAX_CHARACTERS)
    client = OpenAI(max_retries=8)  # the client itself tries again when the server is busy (429)
    with wave.open(target, "wb") as speech:
        speech.setnchannels(1)
        speech.setsampwidth(2)
        speech.setframerate(24_000)
        for index, text in enumerate(texts, 1):
            with client.audio.speech.with_streaming_response.create(
                model="tts-1", voice=voice, input=text, response_format="pcm"
            ) as answer:
                rest = b""
                for chunk in answer.iter_bytes():
                    data = rest + chunk
                    whole = len(data) - len(data) % 2
                    speech.writeframes(data[:whole])
                    rest = data[whole:]
            print(f"{index} of {len(texts)}", file=sys.stderr)


if __name__ == "__main__":
    main()
