"""A pipeline of Pipecat that speaks one text and listens to it."""

import asyncio

from loguru import logger
from pipecat.frames.frames import EndFrame, TTSAudioRawFrame, TTSSpeakFrame, TTSTextFrame
from pipecat.pipeline.pipeline import Pipeline
from pipecat.pipeline.worker import PipelineParams, PipelineWorker
from pipecat.processors.frame_processor import FrameProcessor
from pipecat.workers.runner import WorkerRunner

logger.remove()


class Listener(FrameProcessor):
    """Counts the bytes that it hears and keeps the words; it may interrupt at the first."""

    def __init__(self, interrupts):
        super().__init__()
        self.bytes = 0
        self.words = []
        self.interrupts = interrupts
        self.worker = None

    async def process_frame(self, frame, direction):
        await super().process_frame(frame, direction)
        if isinstance(frame, TTSTextFrame):
            self.words += frame.text.split()
        if isinstance(frame, TTSAudioRawFrame):
            self.bytes += len(frame.audio)
            if self.interrupts:
                self.interrupts = False
                asyncio.create_task(self.interrupt())
        await self.push_frame(frame, direction)

    async def interrupt(self):
        await self.broadcast_interruption()
        await self.worker.queue_frame(EndFrame())


async def listen(service, spoken, interrupts=False, rate=24_000, cancels=False):
    """What was heard: samples at 24 kHz, words, errors. `cancels`: the first error ends it."""
    listener = Listener(interrupts)
    worker = PipelineWorker(Pipeline([service, listener]), params=PipelineParams(audio_out_sample_rate=rate))
    listener.worker = worker
    errors = []

    @worker.event_handler("on_pipeline_error")
    async def on_error(_, frame):
        errors.append(str(frame.error))
        if cancels:
            await worker.cancel()

    await worker.queue_frame(TTSSpeakFrame(spoken))
    if not interrupts:
        await worker.queue_frame(EndFrame())
    runner = WorkerRunner(handle_sigint=False)
    await runner.add_workers(worker)
    await runner.run()
    return listener.bytes // 2 * 24_000 // rate, listener.words, errors
