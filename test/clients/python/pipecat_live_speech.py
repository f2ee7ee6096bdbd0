"""Pipecat's ElevenLabs and Deepgram services in a pipeline. Usage: pipecat_live_speech.py BASE_URL KEY TEXT"""

import asyncio
import json
import sys

import aiohttp
from pipecat.services.deepgram.tts import DeepgramTTSService
from pipecat.services.elevenlabs.tts import ElevenLabsHttpTTSService, ElevenLabsTTSService

from pipecat_pipeline import listen

base_url, key, text = sys.argv[1:]
socket_url = base_url.removesuffix("/v1").replace("http", "ws")


def elevenlabs(key, voice):
    settings = ElevenLabsTTSService.Settings(voice=voice)
    return ElevenLabsTTSService(api_key=key, url=socket_url, settings=settings, stop_frame_timeout_s=60)


def elevenlabs_http(session):
    def service(key, voice):
        settings = ElevenLabsHttpTTSService.Settings(voice=voice)
        options = {"base_url": socket_url.replace("ws", "http"), "aiohttp_session": session}
        return ElevenLabsHttpTTSService(api_key=key, settings=settings, stop_frame_timeout_s=60, **options)

    return service


def deepgram(key, voice):
    settings = DeepgramTTSService.Settings(voice=voice)
    return DeepgramTTSService(api_key=key, base_url=socket_url, settings=settings, stop_frame_timeout_s=60)


async def heard(service, spoken=text, key=key, voice="alloy", interrupts=False, rate=24_000):
    return await listen(service(key, voice), spoken, interrupts, rate, cancels=True)


async def main():
    samples, words, unexpected = await heard(elevenlabs)
    if words != text.split():
        unexpected.append(f"words: {words}")
    at_16_khz, _, _ = await heard(elevenlabs, rate=16_000)
    async with aiohttp.ClientSession() as session:
        over_http, spoken, _ = await heard(elevenlabs_http(session))
    if spoken != text.split():
        unexpected.append(f"words over HTTP: {spoken}")
    over_deepgram, _, problems = await heard(deepgram)
    interrupted, _, _ = await heard(elevenlabs, text * 8, interrupts=True)
    deepgram_interrupted, _, _ = await heard(deepgram, text * 8, interrupts=True)
    _, _, errors = await heard(deepgram, key="sk-none")
    print(
        json.dumps(
            {
                "samples": samples,
                "at_16_khz": at_16_khz,
                "over_deepgram": over_deepgram,
                "over_http": over_http,
                "unexpected": unexpected + problems,
                "interrupted": min(interrupted, deepgram_interrupted),
                "errors": errors[:1],
            }
        )
    )


asyncio.run(main())
