import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { useChangePreferences, usePreferences } from '#web/preferences.tsx'
import { Avatar } from '#web/ui/avatar.tsx'
import { Logo } from '#web/ui/logo.tsx'
import { Bdi } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import { keepLanguage } from './language.ts'
import css from './pay.module.css'

type Party = Readonly<{ name: string; nameEn: string | null }>

/** Who asks whom, and whether for a deposit instead of for invoices. */
type Framed = Readonly<{
  company: Party & Readonly<{ logo: string | null }>
  customer: Party
  deposit?: unknown
}>

type Props = Readonly<{
  page?: Framed
  /** What is asked of the customer; absent: their invoices. */
  about?: string
  children: ReactNode
  foot?: ReactNode
}>

/** A party's name in the reader's language, where it has one. */
export const nameOf = (party: Party, language: 'ar' | 'en'): string =>
  language === 'en' ? (party.nameEn ?? party.name) : party.name

/** Who asks, one column, and the one button at the thumb. */
export function PayFrame({ page, about, children, foot }: Props) {
  const { language } = usePreferences()
  const t = useWords('payments')
  return (
    <div className={css['page']} data-foot={foot !== undefined || undefined}>
      <header className={css['head']}>
        {!page && <h1 className="visually-hidden">{about ?? t('pay_title')}</h1>}
        {page && (
          <>
            <Logo url={page.company.logo} size={44}>
              <Avatar name={nameOf(page.company, language)} size={44} />
            </Logo>
            <div>
              <h1>
                <Bdi>{nameOf(page.company, language)}</Bdi>
              </h1>
              <p>
                {about ??
                  t(page.deposit ? 'pay_to' : 'pay_of', {
                    customer: `\u2068${nameOf(page.customer, language)}\u2069`,
                  })}
              </p>
            </div>
          </>
        )}
        <LanguageSwitch />
      </header>
      <main className={css['main']}>{children}</main>
      {foot && <footer className={css['foot']}>{foot}</footer>}
    </div>
  )
}

function LanguageSwitch() {
  const { language } = usePreferences()
  const change = useChangePreferences()
  const shell = useWords('shell')
  const other = language === 'ar' ? 'en' : 'ar'
  return (
    <Button
      variant="subtle"
      size="compact-sm"
      lang={other}
      className={css['language']}
      onClick={() => {
        keepLanguage()
        change({ language: other })
      }}
    >
      {other === 'en' ? shell('english') : shell('arabic')}
    </Button>
  )
}
