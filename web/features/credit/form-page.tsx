import { Button } from '@mantine/core'
import { IconCircleCheck, IconLinkOff } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import type { CreditFormPage as Page } from '#core/credit/form.ts'
import { api } from '#web/client.ts'
import { useParam } from '#web/place.ts'
import { useChangePreferences, usePreferences } from '#web/preferences.tsx'
import { refusalOf } from '#web/refusal.ts'
import { Avatar } from '#web/ui/avatar.tsx'
import { Blank, Bones, Failed } from '#web/ui/blank.tsx'
import { Bdi } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import css from './form.module.css'
import { ApplyForm } from './form-fields.tsx'
import { Papers, usePapers } from './form-papers.tsx'

const over = ['credit.form_ended', 'credit.form_not_found', 'request.invalid']

/** The page behind a link: somebody asks for credit himself, and brings the papers to it. */
export function CreditFormPage() {
  const token = useParam('token')
  const t = useWords('creditForms')
  const say = useWords('refusals')
  const { data, error, refetch } = useQuery(
    api.credit.formPage.queryOptions({ input: { token }, retry: false }),
  )
  if (error) {
    const { code, facts } = refusalOf(error)
    return (
      <Frame>
        {over.includes(code) ? (
          <section className={css['card']}>
            <Blank icon={<IconLinkOff size={30} />} tone="plain" title={t('closed')}>
              {say(code === 'request.invalid' ? 'credit.form_not_found' : code, facts)}
            </Blank>
          </section>
        ) : (
          <Failed error={error} onRetry={() => void refetch()} />
        )}
      </Frame>
    )
  }
  if (!data)
    return (
      <Frame>
        <Bones rows={8} />
      </Frame>
    )
  return <Opened token={token} page={data} />
}

const nameOf = ({ company }: Page, language: 'ar' | 'en'): string =>
  language === 'en' ? (company.nameEn ?? company.name) : company.name

function Opened({ token, page }: { token: string; page: Page }) {
  const queries = useQueryClient()
  const papers = usePapers(token)
  const again = () => queries.invalidateQueries({ queryKey: api.credit.formPage.key() })
  return (
    <Frame page={page}>
      {page.state === 'open' ? (
        <ApplyForm
          token={token}
          page={page}
          papers={<Papers papers={papers} room={6} />}
          onSent={async () => {
            await papers.send()
            await again()
          }}
        />
      ) : (
        <Sent page={page} papers={papers} onMore={again} />
      )}
    </Frame>
  )
}

type SentProps = Readonly<{
  page: Page
  papers: ReturnType<typeof usePapers>
  onMore: () => Promise<unknown>
}>

function Sent({ page, papers, onMore }: SentProps) {
  const t = useWords('creditForms')
  const { language } = usePreferences()
  const [busy, setBusy] = useState(false)
  const more = async () => {
    setBusy(true)
    await papers.send()
    await onMore()
    setBusy(false)
  }
  return (
    <>
      <section className={`${css['card']} ${css['hero']}`} role="status">
        <span className={css['done']} aria-hidden="true">
          <IconCircleCheck size={34} />
        </span>
        <h2>{t('sent')}</h2>
        <p>{t('sent_hint', { company: `\u2068${nameOf(page, language)}\u2069` })}</p>
        <p>{t('sent_papers', { count: page.documents })}</p>
      </section>
      {page.takesDocuments && (
        <section className={`${css['card']} ${css['more']}`}>
          <p className={css['hint']}>{t('sent_more')}</p>
          <Papers papers={papers} room={6 - page.documents} />
          {papers.files.length > 0 && (
            <Button loading={busy} onClick={() => void more()} fullWidth size="md">
              {t('paper_send')}
            </Button>
          )}
        </section>
      )}
    </>
  )
}

function Frame({ page, children }: { page?: Page; children: ReactNode }) {
  const { language } = usePreferences()
  const change = useChangePreferences()
  const t = useWords('creditForms')
  const shell = useWords('shell')
  const other = language === 'ar' ? 'en' : 'ar'
  return (
    <div className={css['page']}>
      <header className={css['head']}>
        {page && <Avatar name={nameOf(page, language)} size={44} />}
        <div>
          <h1>{page ? <Bdi>{nameOf(page, language)}</Bdi> : t('page')}</h1>
          {page && <p>{t('page')}</p>}
        </div>
        <Button
          variant="subtle"
          size="compact-sm"
          lang={other}
          className={css['language']}
          onClick={() => change({ language: other })}
        >
          {other === 'en' ? shell('english') : shell('arabic')}
        </Button>
      </header>
      <main className={css['main']}>{children}</main>
    </div>
  )
}
