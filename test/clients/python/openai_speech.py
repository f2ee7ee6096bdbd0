"""OpenAI's SDK, synchronous and asynchronous. Usage: openai_speech.py BASE_URL KEY TEXT"""

import asyncio
import json
import sys

import openai

base_url, key, text = sys.argv[1:]
settings = {"base_url": base_url, "max_retries": 0}
speech = {"model": "gpt-4o-mini-tts", "voice": "coral", "input": text, "response_format": "pcm"}
client = openai.OpenAI(api_key=key, **settings)


async def interrupted():
    """Leaves after the first bytes."""
    async with openai.AsyncOpenAI(api_key=key, **settings) as asking:
        long = {**speech, "input": text * 8}
        async with asking.audio.speech.with_streaming_response.create(**long, stream_format="audio") as answer:
            async for piece in answer.iter_bytes(1024):
                return len(piece)


def failure(error, **fields):
    try:
        client.with_options(**fields.pop("options", {})).audio.speech.create(**{**speech, **fields})
    except error as caught:
        return {"kind": type(caught).__name__, "status": caught.status_code, "code": caught.code}


print(
    json.dumps(
        {
            "samples": len(client.audio.speech.create(**speech).content) // 2,
            "interrupted": asyncio.run(interrupted()),
            "errors": [
                failure(openai.BadRequestError, voice="nobody"),
                failure(openai.AuthenticationError, options={"api_key": "sk-none"}),
            ],
        }
    )
)
