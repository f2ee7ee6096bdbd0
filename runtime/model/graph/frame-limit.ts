/**
 * Most frames of 25 ms that one inference may last: 12 s of speech. Memory and time of an inference grow with its frames
 * (0.4 MB each, and more where onnxruntime's arena has to grow), and the text alone does not tell them: a slow voice, a low
 * speed or a blend far from every voice makes them many.
 */
export const MAX_FRAMES = 480;
