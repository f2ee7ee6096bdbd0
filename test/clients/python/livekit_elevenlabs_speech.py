"""The ElevenLabs plugin of LiveKit Agents, over its WebSocket. Usage: livekit_elevenlabs_speech.py BASE_URL KEY TEXT"""

import asyncio
import json
import sys

import aiohttp
from livekit.agents import APIConnectOptions, APIError
from livekit.agents.types import USERDATA_TIMED_TRANSCRIPT
from livekit.plugins import elevenlabs

base_url, key, text = sys.argv[1:]
once = APIConnectOptions(max_retry=0, timeout=60)


async def frames(session, spoken, pause=0.0, **settings):
    options = {"voice_id": "alloy", "api_key": key, "base_url": base_url, "http_session": session, **settings}
    tts = elevenlabs.TTS(**options)
    tts.on("error", lambda _: None)
    try:
        async with tts.stream(conn_options=once) as stream:

            async def write():
                for sentence in spoken.split(". "):
                    stream.push_text(sentence.rstrip(".") + ". ")
                    await asyncio.sleep(pause)
                stream.end_input()

            writing = asyncio.create_task(write())
            async for event in stream:
                yield event.frame
            await writing
    finally:
        await tts.aclose()


async def heard(session, **settings):
    samples, words = 0, []
    async for frame in frames(session, text, **settings):
        samples += frame.samples_per_channel * 24_000 // frame.sample_rate
        words += frame.userdata.get(USERDATA_TIMED_TRANSCRIPT, [])
    return samples, words


async def interrupted(session):
    stream = frames(session, text * 8)
    frame = await anext(stream)
    await stream.aclose()
    return frame.samples_per_channel


async def failure(session, **settings):
    try:
        await heard(session, **settings)
    except APIError as caught:
        return str(caught)


async def main():
    async with aiohttp.ClientSession() as session:
        samples, words = await heard(session, encoding="pcm_24000")
        as_mp3, _ = await heard(session, pause=2.0)
        starts = [word.start_time for word in words]
        unexpected = [] if starts == sorted(starts) else [f"times do not rise: {starts}"]
        spoken = "".join(str(word) for word in words).split()
        if spoken != text.split():
            unexpected.append(f"words: {spoken}")
        print(
            json.dumps(
                {
                    "samples": samples,
                    "as_mp3": as_mp3,
                    "unexpected": unexpected,
                    "interrupted": await interrupted(session),
                    "errors": [await failure(session, voice_id="nobody"), await failure(session, api_key="sk-none")],
                }
            )
        )


asyncio.run(main())
