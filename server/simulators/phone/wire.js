export const { place } = document.body.dataset
export const say = JSON.parse(document.body.dataset.words)
export const at = (id) => document.getElementById(id)

/** Asks the page's own server; with a body it tells it something. */
export async function ask(path, body) {
  const response = await fetch(
    `${place}/api/${path}`,
    body && {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    },
  )
  if (!response.ok)
    throw new Error((await response.json().catch(() => ({}))).problem ?? response.status)
  return response.json()
}

/** Says on the page what did not work, instead of losing it; answers whether it worked. */
export const safely =
  (work) =>
  async (...given) => {
    try {
      await work(...given)
      at('problem').textContent = ''
      return true
    } catch (error) {
      at('problem').textContent = `${say.problem} (${error.message})`
      return false
    }
  }

const base64Of = (file) =>
  new Promise((done, fail) => {
    const reader = new FileReader()
    reader.onload = () => done(String(reader.result).replace(/^.*?,/s, ''))
    reader.onerror = () => fail(reader.error)
    reader.readAsDataURL(file)
  })

/** A chosen file as it travels in JSON. */
export const fileOf = async (file) => ({
  base64: await base64Of(file),
  mime: file.type || 'application/octet-stream',
  fileName: file.name,
})
