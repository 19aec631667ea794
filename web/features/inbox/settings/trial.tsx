import { Button, Checkbox, Select, Textarea } from '@mantine/core'
import { useState } from 'react'
import { languageOf } from '#core/inbox/rules.ts'
import type { RoutingTried } from '#core/inbox/teaching.ts'
import { MessageChannel } from '#core/messaging/message.ts'
import type { Language } from '#core/people/identity.ts'
import { changing } from '#web/change.ts'
import { client } from '#web/client.ts'
import { usePreferences } from '#web/preferences.tsx'
import { Chip } from '#web/ui/chip.tsx'
import { Section } from '#web/ui/page.tsx'
import { Bdi } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import { useReasons } from '../why.tsx'
import { useChannelChoices, useTypeChoices } from './choices.ts'
import { useRuleWords } from './rule-words.ts'
import css from './settings.module.css'

/** A box that is filled at once is not read for its direction by every browser. */
const directionOf = (text: string, language: Language) =>
  (languageOf(text) ?? language) === 'ar' ? 'rtl' : 'ltr'

const useTrial = changing(() => [])

/** A message that nobody sent: which rule would hold, what the classifier says, and how it ends. */
export function Trial() {
  const t = useWords('inboxSettings')
  const { language } = usePreferences()
  const channels = useChannelChoices()
  const [text, setText] = useState('')
  const [channel, setChannel] = useState<MessageChannel>('whatsapp')
  const [known, setKnown] = useState(true)
  const [open, setOpen] = useState(true)
  const trial = useTrial(() => client.inbox.tryRouting({ text, channel, known, open }))
  return (
    <Section title={t('try_title')} hint={t('try_hint')}>
      <form
        className={css['trial']}
        onSubmit={(event) => {
          event.preventDefault()
          if (text.trim() !== '') trial.mutate(undefined)
        }}
      >
        <Textarea
          label={t('try_text')}
          placeholder={t('try_example')}
          dir={directionOf(text, language)}
          minRows={2}
          value={text}
          onChange={({ currentTarget }) => setText(currentTarget.value)}
        />
        <div className={css['trialHow']}>
          <Select
            aria-label={t('try_channel')}
            data={channels}
            value={channel}
            allowDeselect={false}
            onChange={(next) => setChannel(MessageChannel.catch('whatsapp').parse(next))}
          />
          <Checkbox
            size="sm"
            label={t('try_known')}
            checked={known}
            onChange={({ currentTarget }) => setKnown(currentTarget.checked)}
          />
          <Checkbox
            size="sm"
            label={t('try_open')}
            checked={open}
            onChange={({ currentTarget }) => setOpen(currentTarget.checked)}
          />
          <Button type="submit" variant="default" loading={trial.isPending}>
            {t('try_run')}
          </Button>
        </div>
      </form>
      <div aria-live="polite">{trial.data && <Outcome tried={trial.data} />}</div>
    </Section>
  )
}

function Outcome({ tried }: Readonly<{ tried: RoutingTried }>) {
  const t = useWords('inboxSettings')
  const words = useRuleWords()
  const reason = useReasons()
  const listed = (all: readonly string[]) =>
    all.length === 0 ? '' : all.reduce((a, b) => t('listed', { a, b }))
  const { typeId } = tried.guess
  const ends = words({}, { ...(typeId === null ? {} : { typeId }), ...tried.outcome }).decides
  return (
    <div className={css['outcome']}>
      {tried.rules.length === 0 && <p>{t('try_no_rule')}</p>}
      {tried.rules.map((rule) => (
        <p key={rule.id}>
          <b>{t('try_rule', { place: rule.place, name: `\u2068${rule.name}\u2069` })}</b>{' '}
          <span className="muted">
            {t('try_because', {
              reasons: listed(rule.reasons.flatMap((each) => reason(each) ?? [])),
            })}
          </span>
        </p>
      ))}
      <Guess guess={tried.guess} />
      <p className={css['ends']}>
        {t('try_ends')}: <b>{ends.length > 0 ? listed(ends) : t('try_as_is')}</b>
      </p>
    </div>
  )
}

function Guess({ guess }: Readonly<{ guess: RoutingTried['guess'] }>) {
  const t = useWords('inboxSettings')
  const types = useTypeChoices()
  const named = types.find(({ value }) => value === guess.nearestId)?.label
  if (named === undefined || guess.words.length === 0) return <p>{t('try_nothing')}</p>
  const name = `\u2068${named}\u2069`
  return (
    <div>
      <p>
        {t(guess.typeId === null ? 'try_unsure' : 'try_guess', {
          name,
          certainty: `\u2066${Math.round(guess.certainty * 100)}%\u2069`,
        })}
      </p>
      <TypeWords words={guess.words} />
    </div>
  )
}

/** The words that weighed, those first learned from people marked as such. */
export function TypeWords({
  words,
}: Readonly<{ words: readonly Readonly<{ word: string; learned: boolean }>[] }>) {
  const t = useWords('inboxSettings')
  if (words.length === 0) return null
  return (
    <div className={css['typeWords']}>
      <span className="muted">{t('try_words')}:</span>
      {words.map(({ word, learned }) => (
        <Chip key={word} tone={learned ? 'brand' : 'plain'}>
          <Bdi>{word}</Bdi>
          {learned && <span className={css['learned']}>{t('try_learned')}</span>}
        </Chip>
      ))}
    </div>
  )
}
