type Operation = {
  summary?: string
  tags?: string[]
  operationId?: string
  requestBody?: unknown
  parameters?: unknown
}
type Description = { paths?: Record<string, Record<string, Operation>> }

const escaped = (text: string) => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)

/** A readable page beside openapi.json: every route by capability, with what it takes. */
export function openApiPage(description: object): string {
  const { paths = {} } = description as Description
  const groups = new Map<string, string[]>()
  for (const [path, methods] of Object.entries(paths))
    for (const [method, operation] of Object.entries(methods)) {
      const tag = operation.tags?.[0] ?? 'other'
      const takes = JSON.stringify(operation.requestBody ?? operation.parameters ?? {}, null, 2)
      const line = `<details><summary><code>${escaped(method.toUpperCase())}</code> <code>/api/v1${escaped(path)}</code></summary><pre>${escaped(takes)}</pre></details>`
      groups.set(tag, [...(groups.get(tag) ?? []), line])
    }
  const sections = [...groups].map(([tag, lines]) => `<h2>${escaped(tag)}</h2>${lines.join('')}`)
  return `<!doctype html><html lang="en" dir="ltr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Wasl API</title></head><body><main><h1>Wasl API</h1><p>OpenAPI 3.1: <a href="/api/v1/openapi.json">openapi.json</a>. Authenticate with <code>Authorization: Bearer</code> and an API key. What creates takes an <code>id</code> (uuid v7) that you choose: sending the same request again changes nothing twice.</p>${sections.join('')}</main></body></html>`
}
