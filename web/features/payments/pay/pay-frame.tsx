import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import type { PayPage } from '#core/payments/api.ts'
import { useChangePreferences, usePreferences } from '#web/preferences.tsx'
import { Avatar } from '#web/ui/avatar.tsx'
import { Logo } from '#web/ui/logo.tsx'
import { Bdi } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import { keepLanguage } from './language.ts'
import css from './pay.module.css'

type Props = Readonly<{ page?: PayPage; children: ReactNode; foot?: ReactNode }>

/** A party's name in the reader's language, where it has one. */
export const nameOf = (
  party: Readonly<{ name: string; nameEn: string | null }>,
  language: 'ar' | 'en',
): string => (language === 'en' ? (party.nameEn ?? party.name) : party.name)

/** Who asks, one column, and the one button at the thumb. */
export function PayFrame({ page, children, foot }: Props) {
  const { language } = usePreferences()
  const t = useWords('payments')
  return (
    <div className={css['page']} data-foot={foot !== undefined || undefined}>
      <header className={css['head']}>
        {!page && <h1 className="visually-hidden">{t('pay_title')}</h1>}
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
                {t(page.deposit ? 'pay_to' : 'pay_of', {
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
