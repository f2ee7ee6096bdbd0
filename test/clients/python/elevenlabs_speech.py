"""The SDK of ElevenLabs over HTTP; its WebSocket asks for TLS. Usage: elevenlabs_speech.py BASE_URL KEY TEXT"""

import base64
import json
import sys

from elevenlabs.client import ElevenLabs
from elevenlabs.core import ApiError

base_url, key, text = sys.argv[1:]


def client(key=key):
    return ElevenLabs(base_url=base_url.removesuffix("/v1"), api_key=key)


def samples(method, key=key, **settings):
    options = {"voice_id": "alloy", "text": text, "model_id": "kokoro", "output_format": "pcm_24000", **settings}
    return sum(len(chunk) for chunk in getattr(client(key).text_to_speech, method)(**options)) // 2


def timed():
    chunks = client().text_to_speech.stream_with_timestamps(voice_id="alloy", text=text, output_format="pcm_24000")
    return sum(len(base64.b64decode(chunk.audio_base_64)) for chunk in chunks) // 2


def interrupted():
    chunks = client().text_to_speech.stream(voice_id="alloy", text=text * 8, output_format="pcm_24000")
    chunk = next(chunks)
    chunks.close()
    return len(chunk)


def unexpected():
    voices = [voice.voice_id for voice in client().voices.search(search="heart").voices]
    models = [model.model_id for model in client().models.list()]
    return [found for found, wanted in ((voices, "af_heart"), (models, "kokoro")) if wanted not in found]


def failure(**settings):
    try:
        samples("convert", **settings)
    except ApiError as caught:
        return {"status": caught.status_code, "code": caught.body["error"]["code"]}


print(
    json.dumps(
        {
            "samples": samples("convert"),
            "streamed": samples("stream"),
            "timed": timed(),
            "interrupted": interrupted(),
            "unexpected": unexpected(),
            "errors": [failure(voice_id="nobody"), failure(key="sk-none")],
        }
    )
)
