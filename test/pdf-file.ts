/** A small file that passes for a PDF, as a browser uploads it; another text, another file. */
export const pdfFile = (name: string, text = name): { name: string; content: string } => ({
  name,
  content: Buffer.from(`%PDF-1.7 ${text}`).toString('base64'),
})
