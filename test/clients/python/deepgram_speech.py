"""The SDK of Deepgram, over its WebSocket and HTTP. Usage: deepgram_speech.py BASE_URL KEY TEXT"""

import json
import sys

from deepgram import DeepgramClient
from deepgram.environment import DeepgramClientEnvironment
from deepgram.speak.v1.types import SpeakV1Close, SpeakV1Flush, SpeakV1Text
from websockets.exceptions import InvalidStatus

base_url, key, text = sys.argv[1:]
address = base_url.removesuffix("/v1")
environment = DeepgramClientEnvironment(
    base=address, production=address.replace("http", "ws"), agent=address, agent_rest=address
)


def client(key=key):
    return DeepgramClient(api_key=key, environment=environment)


def live(spoken=text, key=key, model="alloy", leave=False):
    heard = 0
    with client(key).speak.v1.connect(model=model, encoding="linear16", sample_rate=24000) as socket:
        socket.send_text(SpeakV1Text(text=spoken))
        socket.send_flush(SpeakV1Flush(type="Flush"))
        for message in socket:
            if isinstance(message, bytes):
                heard += len(message) // 2
                if leave:
                    break
            elif message.type == "Flushed":
                socket.send_close(SpeakV1Close(type="Close"))
    return heard


def whole():
    chunks = client().speak.v1.audio.generate(text=text, model="alloy", encoding="linear16", container="none")
    return sum(len(chunk) for chunk in chunks) // 2


def failure(**settings):
    try:
        live(**settings)
    except InvalidStatus as caught:
        return {"status": caught.response.status_code}


print(
    json.dumps(
        {
            "samples": live(),
            "whole": whole(),
            "interrupted": live(text * 8, leave=True),
            "errors": [failure(model="nobody"), failure(key="sk-none")],
        }
    )
)
