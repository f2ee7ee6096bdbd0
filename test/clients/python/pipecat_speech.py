"""Pipecat's OpenAI service in a pipeline. Usage: pipecat_speech.py BASE_URL KEY TEXT"""

import asyncio
import json
import sys

from pipecat.services.openai.tts import OpenAITTSService

from pipecat_pipeline import listen

base_url, key, text = sys.argv[1:]


async def heard(spoken, key=key, interrupts=False, patience=3):
    settings = OpenAITTSService.Settings(voice="alloy")
    service = OpenAITTSService(api_key=key, base_url=base_url, settings=settings, stop_frame_timeout_s=patience)
    samples, _, errors = await listen(service, spoken, interrupts)
    return samples, errors


async def main():
    samples, unexpected = await heard(text, patience=60)
    interrupted, _ = await heard(text * 8, interrupts=True)
    _, errors = await heard(text, key="sk-none")
    print(json.dumps({"samples": samples, "unexpected": unexpected, "interrupted": interrupted, "errors": errors}))


asyncio.run(main())
