/**
 * Most frames of 25 ms that one inference may last: 16 s of speech, a third more than the longest segments of prose. Memory
 * and time of an inference grow with its frames (half a megabyte each), and the text alone does not tell them: a slow voice,
 * a low speed or a blend far from every voice makes them many.
 */
export const MAX_FRAMES = 640;
