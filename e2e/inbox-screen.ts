import type { Page } from 'playwright-core'

/** Where things stand on the screen of the inbox, by the words a person sees. */

export const button = (name: string | RegExp, page: Page) => page.getByRole('button', { name })
export const exactly = (name: string, page: Page) => page.getByRole('button', { name, exact: true })

/** The row of the list that shows these words. */
export const line = (page: Page, words: string) =>
  page
    .getByRole('region', { name: 'المحادثات' })
    .first()
    .getByRole('link')
    .filter({ hasText: words })
export const desk = (page: Page) => page.getByRole('region', { name: 'المحادثة', exact: true })
export const said = (page: Page, words: string) =>
  desk(page).locator('article').filter({ hasText: words })
export const panel = (page: Page) => page.getByRole('complementary', { name: 'حساب العميل' })
export const box = (page: Page) => desk(page).getByRole('textbox', { name: /^اكتب إلى/ })

/** Answers in one's own words on the conversation that is open. */
export async function answer(page: Page, words: string): Promise<void> {
  await box(page).fill(words)
  await exactly('إرسال', page).click()
  await said(page, words).waitFor()
}
