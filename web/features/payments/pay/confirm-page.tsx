import { Button } from '@mantine/core'
import { IconFileCheck, IconHeartHandshake, IconLinkOff } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { mayConfirmation } from '#core/collections/confirmation.ts'
import type { PageConfirmation } from '#core/collections/confirmation-api.ts'
import { formatDay } from '#core/format.ts'
import { api, client } from '#web/client.ts'
import { useParam } from '#web/place.ts'
import { usePreferences } from '#web/preferences.tsx'
import { refusalOf } from '#web/refusal.ts'
import { Blank, Bones, Failed } from '#web/ui/blank.tsx'
import { Money } from '#web/ui/text/money.tsx'
import { Code } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import { Confirm, Differ } from './confirm-answer.tsx'
import css from './pay.module.css'
import { nameOf, PayFrame } from './pay-frame.tsx'
import planCss from './plan.module.css'
import { useVisit } from './use-visit.ts'

/** The customer's own page of a balance confirmation: the balance, and two answers to it. */
export function ConfirmPage() {
  const token = useParam('token')
  const t = useWords('confirmations')
  const say = useWords('refusals')
  const { data, error, refetch } = useQuery({
    ...api.collections.pageConfirmation.queryOptions({ input: { token } }),
    refetchOnWindowFocus: true,
  })
  useVisit(data, () => client.collections.openConfirmation({ token }))
  if (error) {
    const { code } = refusalOf(error)
    const over = ['collections.confirmation_not_found', 'request.invalid'].includes(code)
    return (
      <PayFrame about={t('page_title')}>
        {over ? (
          <section className={css['card']}>
            <Blank icon={<IconLinkOff size={30} />} tone="plain" title={t('page_closed')}>
              {say('collections.confirmation_not_found')}
            </Blank>
          </section>
        ) : (
          <Failed error={error} onRetry={() => void refetch()} />
        )}
      </PayFrame>
    )
  }
  if (!data)
    return (
      <PayFrame about={t('page_title')}>
        <Bones rows={8} />
      </PayFrame>
    )
  return <Shown token={token} page={data} />
}

type Of = Readonly<{ token: string; page: PageConfirmation }>

function Shown({ token, page }: Of) {
  const t = useWords('confirmations')
  const { language } = usePreferences()
  const [answer, setAnswer] = useState<'agrees' | 'differs' | null>(null)
  const customer = `\u2068${nameOf(page.customer, language)}\u2069`
  return (
    <PayFrame page={page} about={t('page_about', { customer })}>
      <Head page={page} />
      <Items page={page} />
      {mayConfirmation(page.state, 'answer') && (
        <section className={css['card']} aria-label={t('page_question')}>
          <h2>{t('page_question')}</h2>
          {answer === null && (
            <div className={css['promise']}>
              <Button size="lg" fullWidth onClick={() => setAnswer('agrees')}>
                {t('page_agrees')}
              </Button>
              <Button size="lg" fullWidth variant="default" onClick={() => setAnswer('differs')}>
                {t('page_differs')}
              </Button>
            </div>
          )}
          {answer === 'agrees' && <Confirm token={token} onBack={() => setAnswer(null)} />}
          {answer === 'differs' && (
            <Differ token={token} page={page} onBack={() => setAnswer(null)} />
          )}
        </section>
      )}
    </PayFrame>
  )
}

function Head({ page }: Pick<Of, 'page'>) {
  const t = useWords('confirmations')
  const { language: lang, digits } = usePreferences()
  const { answered, state, today, balances } = page
  const reader = { lang, digits, isolate: true, today, weekday: true }
  const day = formatDay(page.asOf, reader)
  return (
    <section className={`${css['card']} ${css['hero']}`} role={answered ? 'status' : undefined}>
      <span className={answered ? css['done'] : css['plain']} aria-hidden="true">
        {answered ? <IconHeartHandshake size={34} /> : <IconFileCheck size={34} />}
      </span>
      {answered && (
        <h2>{t(state === 'confirmed' ? 'page_thanks_agreed' : 'page_thanks_differs')}</h2>
      )}
      {balances.map(({ minor, currency }) => (
        <div key={currency}>
          <p>{t(minor < 0 ? 'page_credit' : 'page_balance', { day })}</p>
          <Money value={{ minor: Math.abs(minor), currency }} size="hero" />
        </div>
      ))}
      {answered ? (
        <p>{t('page_by', { by: `\u2068${answered.by}\u2069` })}</p>
      ) : (
        <p>
          {t('page_until', { day: formatDay(page.answerBy, reader) })} {t('page_not_claim')}
        </p>
      )}
    </section>
  )
}

function Items({ page }: Pick<Of, 'page'>) {
  const t = useWords('confirmations')
  const { language: lang, digits } = usePreferences()
  return (
    <section className={css['card']} aria-label={t('page_items')}>
      <div className={css['cardHead']}>
        <h2>{t('page_items')}</h2>
      </div>
      {page.items.length === 0 && <p className="dim">{t('items_none')}</p>}
      <ul className={planCss['parts']}>
        {page.items.map((item) => (
          <li key={item.documentId}>
            <span className={planCss['when']}>
              <Code>{item.number}</Code>
              <small>{formatDay(item.postedOn, { lang, digits, today: page.today })}</small>
            </span>
            <Money value={item.balance} bare strong />
          </li>
        ))}
      </ul>
    </section>
  )
}
