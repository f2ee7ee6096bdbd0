"""A peer behind one line of JSON in and out: speaks a text and takes the times. Arguments: NAME MODEL VOICES VOICE THREADS."""

import asyncio
import json
import os
import sys
import time
from pathlib import Path

name, model, voices, voice, threads = sys.argv[1:]


def archive_of_voices():
    import numpy

    packs = {path.stem: numpy.fromfile(path, dtype=numpy.float32).reshape(510, 1, 256) for path in Path(voices).glob("*.bin")}
    archive = Path(sys.prefix) / "voices.npz"
    numpy.savez(archive, **packs)
    return str(archive)


def kokoro_onnx():
    import onnxruntime
    from kokoro_onnx import Kokoro

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = int(threads)
    session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    kokoro = Kokoro.from_session(session, archive_of_voices())

    def total(text):
        samples, rate = kokoro.create(text, voice=voice, speed=1.0, lang="en-us")
        return len(samples) / rate

    return total, lambda text: kokoro.create_stream(text, voice=voice, speed=1.0, lang="en-us")


def fastkokoro():
    os.environ["FASTKOKORO_MODEL_PATH"] = model
    os.environ["FASTKOKORO_VOICES_PATH"] = archive_of_voices()
    os.environ["FASTKOKORO_ONNX_INTRA_OP_NUM_THREADS"] = threads
    from fastkokoro import FastKokoro

    engine = FastKokoro()

    def total(text):
        return len(engine.create(text, voice=voice, response_format="pcm")) / 2 / 24000

    return total, lambda text: engine.create_stream(text, voice=voice, response_format="pcm")


async def first(stream):
    async for _ in stream:
        return


def answer(message):
    sys.stdout.write(json.dumps(message) + "\n")
    sys.stdout.flush()


try:
    total, stream = {"kokoro-onnx": kokoro_onnx, "fastkokoro": fastkokoro}[name]()
    total("Ready.")
    answer({"ready": True})
except BaseException as error:
    answer({"failed": f"{type(error).__name__}: {error}"})
    sys.exit(1)
for line in sys.stdin:
    text = json.loads(line)["text"]
    started = time.perf_counter()
    asyncio.run(first(stream(text)))
    first_ms = (time.perf_counter() - started) * 1000
    started = time.perf_counter()
    seconds = total(text)
    answer({"firstMs": first_ms, "totalMs": (time.perf_counter() - started) * 1000, "audioSeconds": seconds})
