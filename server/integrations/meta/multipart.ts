import { randomUUID } from 'node:crypto'

export type FormFile = Readonly<{
  field: string
  bytes: Uint8Array
  mime: string
  fileName: string
}>

/** A form with one file as bytes, so that any `fetch` can carry it. */
export function formWith(
  texts: Readonly<Record<string, string>>,
  file: FormFile,
): { bytes: Uint8Array; contentType: string } {
  const boundary = `wasl-${randomUUID()}`
  const parts: Uint8Array[] = []
  const write = (text: string) => parts.push(Buffer.from(text))
  for (const [name, value] of Object.entries(texts))
    write(
      `--${boundary}\r\ncontent-disposition: form-data; name="${quoted(name)}"\r\n\r\n${value}\r\n`,
    )
  write(
    `--${boundary}\r\ncontent-disposition: form-data; name="${quoted(file.field)}"; ` +
      `filename="${quoted(file.fileName)}"\r\ncontent-type: ${plain(file.mime)}\r\n\r\n`,
  )
  parts.push(file.bytes)
  write(`\r\n--${boundary}--\r\n`)
  return {
    bytes: new Uint8Array(Buffer.concat(parts)),
    contentType: `multipart/form-data; boundary=${boundary}`,
  }
}

/** As browsers do it: a name cannot end its own line or its own quotes. */
const quoted = (name: string) => name.replaceAll(/\r?\n|\r/g, ' ').replaceAll('"', '%22')

const plain = (mime: string) =>
  /^[\w.+-]+\/[\w.+-]+(?:; ?[\w.+-]+=[\w.+-]+)*$/.test(mime) ? mime : 'application/octet-stream'
