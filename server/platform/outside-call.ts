/** Failures that happen before a byte of the request has left. */
const NEVER_LEFT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
])

/** A call that failed: whether its request may have left, and what the network says. */
export function failedCall(cause: unknown): Readonly<{ left: boolean; code: string | undefined }> {
  const code = networkCode(cause)
  return { left: code === undefined || !NEVER_LEFT.has(code), code }
}

function networkCode(cause: unknown): string | undefined {
  for (let error = cause, depth = 0; error instanceof Error && depth < 4; depth++) {
    if ('code' in error && typeof error.code === 'string') return error.code
    if (error.name === 'TimeoutError') return 'timeout'
    error = error.cause
  }
  return undefined
}

/** Secrets travel only over TLS, or never leave this machine. */
export function isSafeAddress(baseUrl: string): boolean {
  const url = URL.parse(baseUrl)
  const local = url !== null && ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname)
  return url?.protocol === 'https:' || (url?.protocol === 'http:' && local)
}

/** The bytes of an answer, or undefined when there are more than we are ready to hold. */
export async function readCapped(
  response: Response,
  mostBytes: number,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const chunks: Uint8Array[] = []
  let size = 0
  // Leaving the loop early cancels the stream, so the rest of a flood is never read.
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength
    if (size > mostBytes) return undefined
    chunks.push(chunk)
  }
  return new Uint8Array(Buffer.concat(chunks))
}
