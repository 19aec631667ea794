const lastsMs = 4 * 60_000
const most = 500

/** Links as they were first told, by what they lead to. */
const known = new Map<string, { link: string; at: number }>()

/**
 * A file's link is another with every answer of the server and lasts five minutes: the first stays
 * while it works, so that a picture is not fetched again and a voice does not start anew whenever
 * the thread is read again.
 */
export function steadyLink(name: string, link: string, now = Date.now()): string {
  const held = known.get(name)
  if (held && now - held.at < lastsMs) return held.link
  if (known.size >= most) known.clear()
  known.set(name, { link, at: now })
  return link
}
