"""A peer behind one line of JSON in and out: speaks a text and takes the times. Arguments: NAME MODEL VOICES VOICE THREADS."""

import asyncio
import json
import sys
import time

name, model, voices, voice, threads = sys.argv[1:]


def kokoro_onnx():
    import numpy
    import onnxruntime
    from kokoro_onnx import Kokoro
    from pathlib import Path

    packs = {path.stem: numpy.fromfile(path, dtype=numpy.float32).reshape(510, 1, 256) for path in Path(voices).glob("*.bin")}
    archive = Path(sys.prefix) / "voices.npz"
    numpy.savez(archive, **packs)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = int(threads)
    session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    kokoro = Kokoro.from_session(session, str(archive))

    def total(text):
        samples, rate = kokoro.create(text, voice=voice, speed=1.0, lang="en-us")
        return len(samples) / rate

    def first(text):
        async def run():
            async for _ in kokoro.create_stream(text, voice=voice, speed=1.0, lang="en-us"):
                return

        asyncio.run(run())

    return total, first


def fastkokoro():
    from fastkokoro import FastKokoro

    engine = FastKokoro(model_path=model, voices_path=voices)

    def total(text):
        audio = engine.create(text, voice=voice)
        return len(audio.samples) / audio.sample_rate

    def first(text):
        for _ in engine.stream(text, voice=voice):
            return

    return total, first


def answer(message):
    sys.stdout.write(json.dumps(message) + "\n")
    sys.stdout.flush()


try:
    total, first = {"kokoro-onnx": kokoro_onnx, "fastkokoro": fastkokoro}[name]()
    total("Ready.")
    answer({"ready": True})
except BaseException as error:
    answer({"failed": f"{type(error).__name__}: {error}"})
    sys.exit(1)
for line in sys.stdin:
    text = json.loads(line)["text"]
    started = time.perf_counter()
    first(text)
    first_ms = (time.perf_counter() - started) * 1000
    started = time.perf_counter()
    seconds = total(text)
    answer({"firstMs": first_ms, "totalMs": (time.perf_counter() - started) * 1000, "audioSeconds": seconds})
