// buildah tells `[1/2] STEP 4/12: RUN ...`, BuildKit `#9 [build 4/10] RUN ...`.
const step = /^(?:(?:\[\d+\/\d+\] )?STEP (\d+\/\d+): |#\d+ \[(?:[\w-]+ +)?(\d+\/\d+)\] )(\w+[^\n]{0,40})/gm;

/** The last step that a build's log tells, such as `step 4/10: run npm ci`. */
export function lastStep(log: string): string | undefined {
  const last = [...log.matchAll(step)].at(-1);
  if (last === undefined) return undefined;
  const [, ofBuildah, ofBuildKit, what = ''] = last;
  return `step ${ofBuildah ?? ofBuildKit ?? ''}: ${what.toLowerCase()}`;
}
