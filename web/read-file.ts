/** What a paper may be: a picture or a PDF. */
export const paperKinds = 'image/png,image/jpeg,image/webp,application/pdf'

/** The bytes as base64, by the browser itself: a loop over megabytes would freeze the page. */
export const base64Of = (file: File): Promise<string> =>
  new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onerror = () => reject(reader.error)
    reader.onload = () => resolve(String(reader.result).replace(/^[^,]*,/, ''))
    reader.readAsDataURL(file)
  })
