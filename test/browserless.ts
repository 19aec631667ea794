import type { TestHouse } from './house.ts'

export type Reply = Readonly<{ status: number; body: never; headers: Headers }>

/** Calls the API as a browser would: JSON, a cookie jar, the Origin of our own pages. */
export function client(house: TestHouse, cookies: Record<string, string> = {}) {
  const jar = new Map(Object.entries(cookies))
  return async (
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Reply> => {
    const response = await house.http.request(`http://wasl.test/api/v1${path}`, {
      method,
      headers: {
        host: 'wasl.test',
        ...(method !== 'GET' && { origin: 'http://wasl.test' }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(jar.size > 0 && { cookie: [...jar].map((pair) => pair.join('=')).join('; ') }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (value === '') jar.delete(name)
      else jar.set(name, value)
    }
    const text = await response.text()
    const json = response.headers.get('content-type')?.startsWith('application/json')
    return {
      status: response.status,
      body: (json && text ? JSON.parse(text) : text) as never,
      headers: response.headers,
    }
  }
}
