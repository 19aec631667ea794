import { Button, Checkbox, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { shownTerms } from '#core/collections/payment-plan-terms.ts'
import type { PagePlan } from '#core/collections/plan-api.ts'
import { api, client } from '#web/client.ts'
import { usePreferences } from '#web/preferences.tsx'
import { useWords } from '#web/words.ts'
import css from './pay.module.css'
import planCss from './plan.module.css'
import { Refused } from './refused.tsx'
import { useAnswer } from './use-answer.ts'

type AnswerProps = Readonly<{
  token: string
  plan: PagePlan
  /** Says in whose name it was agreed to; empty where it was declined. */
  onAnswered: (name: string) => void
}>

/** The plan's terms, and the customer's yes or no to them. */
export function Answer(props: AnswerProps) {
  const { plan } = props
  const { language } = usePreferences()
  const t = useWords('plans')
  const [declining, setDeclining] = useState(false)
  return (
    <section className={css['card']} aria-label={t('terms')}>
      <p className={planCss['terms']}>{shownTerms(plan.terms[language])}</p>
      {declining ? <Decline {...props} /> : <Accept {...props} />}
      {!declining && (
        <button
          type="button"
          className={`link ${planCss['other']}`}
          onClick={() => setDeclining(true)}
        >
          {t('page_decline')}
        </button>
      )}
    </section>
  )
}

function Accept({ token, plan, onAnswered }: AnswerProps) {
  const t = useWords('plans')
  const { language } = usePreferences()
  const [name, setName] = useState('')
  const [agreed, setAgreed] = useState(false)
  const accept = useAnswer(
    (typed: string, requestId) =>
      client.collections.acceptPlanOnPage({
        ...{ token, requestId, language, planId: plan.id },
        ...{ name: typed, agreed: true },
      }),
    api.collections.pagePlan.key(),
    () => onAnswered(name.trim()),
  )
  const good = agreed && name.trim().length >= 3
  return (
    <form
      className={css['promise']}
      onSubmit={(event) => {
        event.preventDefault()
        if (good && !accept.isPending) accept.mutate(name)
      }}
    >
      <TextInput
        label={t('page_name')}
        description={t('page_name_hint')}
        size="md"
        autoComplete="name"
        maxLength={120}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Checkbox
        size="md"
        label={t('page_agree')}
        checked={agreed}
        onChange={(event) => setAgreed(event.currentTarget.checked)}
      />
      <Refused error={accept.error} />
      <Button type="submit" size="lg" fullWidth disabled={!good} loading={accept.isPending}>
        {t('page_accept')}
      </Button>
    </form>
  )
}

function Decline({ token, plan, onAnswered }: AnswerProps) {
  const t = useWords('plans')
  const [reason, setReason] = useState('')
  const decline = useAnswer(
    (typed: string, requestId) =>
      client.collections.declinePlanOnPage({ token, requestId, planId: plan.id, reason: typed }),
    api.collections.pagePlan.key(),
    () => onAnswered(''),
  )
  return (
    <form
      className={css['promise']}
      onSubmit={(event) => {
        event.preventDefault()
        if (!decline.isPending) decline.mutate(reason)
      }}
    >
      <Textarea
        label={t('page_decline_why')}
        size="md"
        rows={3}
        maxLength={400}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <Refused error={decline.error} />
      <Button type="submit" size="lg" fullWidth variant="default" loading={decline.isPending}>
        {t('page_decline_yes')}
      </Button>
    </form>
  )
}
