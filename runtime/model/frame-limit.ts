/**
 * Most frames of 25 ms that one inference may last: 15 s of speech, a quarter more than the longest segments of prose. Memory
 * and time of an inference grow with its frames (0.4 MB each), and the text alone does not tell them: a slow voice,
 * a low speed or a blend far from every voice makes them many.
 */
export const MAX_FRAMES = 600;
