"""The Deepgram plugin of LiveKit Agents, over its WebSocket. Usage: livekit_deepgram_speech.py BASE_URL KEY TEXT"""

import asyncio
import json
import sys

import aiohttp
from livekit.agents import APIConnectOptions, APIError
from livekit.plugins import deepgram

base_url, key, text = sys.argv[1:]
once = APIConnectOptions(max_retry=0, timeout=60)


def speaker(session, **settings):
    options = {"model": "alloy", "api_key": key, "base_url": f"{base_url}/speak", "http_session": session, **settings}
    tts = deepgram.TTS(**options)
    tts.on("error", lambda _: None)
    return tts


async def speak(tts, spoken):
    async with tts.stream(conn_options=once) as stream:
        stream.push_text(spoken)
        stream.end_input()
        async for event in stream:
            yield event.frame


async def samples(tts):
    return sum([frame.samples_per_channel * 24_000 // frame.sample_rate async for frame in speak(tts, text)])


async def interrupted(session):
    tts = speaker(session)
    stream = speak(tts, text * 8)
    frame = await anext(stream)
    await stream.aclose()
    await tts.aclose()
    return frame.samples_per_channel


async def failure(session, **settings):
    tts = speaker(session, **settings)
    try:
        await samples(tts)
    except APIError as caught:
        return str(caught)
    finally:
        await tts.aclose()


async def main():
    async with aiohttp.ClientSession() as session:
        tts = speaker(session)
        first = await samples(tts)
        again = await samples(tts)
        whole = sum(
            [event.frame.samples_per_channel async for event in tts.synthesize(text, conn_options=once)]
        )
        await tts.aclose()
        narrow = speaker(session, sample_rate=16_000)
        at_16_khz = await samples(narrow)
        await narrow.aclose()
        print(
            json.dumps(
                {
                    "samples": first,
                    "again": again,
                    "whole": whole,
                    "at_16_khz": at_16_khz,
                    "interrupted": await interrupted(session),
                    "errors": [await failure(session, model="nobody"), await failure(session, api_key="sk-none")],
                }
            )
        )


asyncio.run(main())
