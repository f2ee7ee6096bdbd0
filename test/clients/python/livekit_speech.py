"""The OpenAI plugin of LiveKit Agents, which asks for events. Usage: livekit_speech.py BASE_URL KEY TEXT"""

import asyncio
import json
import sys

from livekit.agents import APIConnectOptions, APIStatusError
from livekit.plugins import openai

base_url, key, text = sys.argv[1:]
once = APIConnectOptions(max_retry=0, timeout=60)


def speaker(**settings):
    return openai.TTS(**{"base_url": base_url, "api_key": key, **settings})


async def samples(**settings):
    tts = speaker(**settings)
    tts.prewarm()
    frames = [event.frame async for event in tts.synthesize(text, conn_options=once)]
    await tts.aclose()
    return sum(frame.samples_per_channel for frame in frames)


async def interrupted():
    """Closes the stream at the first frame."""
    stream = speaker().synthesize(text * 8, conn_options=once)
    event = await anext(stream)
    await stream.aclose()
    return event.frame.samples_per_channel


async def failure(**settings):
    tts = speaker(**settings)
    tts.on("error", lambda _: None)
    try:
        async for _ in tts.synthesize(text, conn_options=once):
            pass
    except APIStatusError as caught:
        return {"kind": type(caught).__name__, "status": caught.status_code, "code": caught.body["code"]}


async def main():
    print(
        json.dumps(
            {
                "samples": await samples(response_format="pcm"),
                "as_mp3": await samples(),
                "without_events": await samples(model="tts-1", voice="nova"),
                "kokoro": await samples(model="kokoro", voice="af_heart", response_format="wav"),
                "interrupted": await interrupted(),
                "errors": [await failure(voice="nobody"), await failure(api_key="sk-none")],
            }
        )
    )


asyncio.run(main())
