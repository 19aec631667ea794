import { z } from 'zod'
import { Id, NewId } from '#core/list.ts'
import { PaperContent } from '#core/paper.ts'
import { Language } from '#core/people/identity.ts'
import { byId, routesOf } from '#core/route.ts'
import { StandingText, TemplateParts, TemplateVariable } from './channel-template.ts'

export const templateStates = [
  'draft',
  'pending',
  'approved',
  'rejected',
  'paused',
  'disabled',
  'deleted',
] as const
/** Where a template stands with its vendor; a draft is known to us alone. */
export const ChannelTemplateState = z.enum(templateStates)
export type ChannelTemplateState = z.infer<typeof ChannelTemplateState>

/** What a vendor charges a message under; the prices are a company's own to know. */
export const TemplateCategory = z.enum(['utility', 'marketing', 'authentication'])

export const ChannelTemplate = z.object({
  id: Id,
  accountId: Id,
  name: z.string(),
  language: z.string(),
  category: TemplateCategory,
  state: ChannelTemplateState,
  quality: z.enum(['green', 'yellow', 'red', 'unknown']).nullable(),
  /** Why it was refused or is not sent, in the vendor's word. */
  reason: z.string().nullable(),
  /** Which text of the house it stands for; null: nobody has said. */
  standsFor: StandingText.nullable(),
  parts: TemplateParts,
  /** The sample of its header, where that is a file of ours. */
  headerFile: z.object({ name: z.string(), link: z.string() }).nullable(),
  variables: z.array(TemplateVariable),
  changedAt: z.iso.datetime(),
  syncedAt: z.iso.datetime().nullable(),
})
export type ChannelTemplate = z.infer<typeof ChannelTemplate>

const Button = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('quick_reply'), text: z.string().trim().max(25) }),
  z.object({
    kind: z.literal('url'),
    text: z.string().trim().max(25),
    url: z.string().trim().max(2000),
    example: z.string().trim().max(2000).optional(),
  }),
  z.object({
    kind: z.literal('phone'),
    text: z.string().trim().max(25),
    phone: z.string().trim().max(20),
  }),
])

/** What stands above the words: words themselves, or a file, whose sample the review looks at. */
const TemplateHeader = z.discriminatedUnion('format', [
  z.object({ format: z.literal('text'), text: z.string().trim().min(1).max(200) }),
  z.object({ format: z.enum(['image', 'document']), fileId: Id }),
])

/** A template as it is written: what it may not be is told by field before it is handed in. */
export const SaveChannelTemplate = z.object({
  id: NewId,
  accountId: Id,
  name: z.string().trim().max(512),
  language: z.string().regex(/^[a-z]{2,3}(_[A-Z]{2})?$/),
  category: TemplateCategory,
  header: TemplateHeader.optional(),
  body: z.string().trim().max(4000),
  footer: z.string().trim().max(200).optional(),
  buttons: z.array(Button).max(10),
  standsFor: StandingText.nullable(),
  variables: z.array(TemplateVariable).max(60),
})
export type SaveChannelTemplate = z.infer<typeof SaveChannelTemplate>

/** A picture or a PDF that is to stand above a template's words; at most five megabytes, as base64. */
export const UploadSample = z.object({
  id: NewId,
  name: z.string().trim().min(1).max(200),
  content: PaperContent,
})
export type UploadSample = z.infer<typeof UploadSample>
export const Sample = z.object({
  id: Id,
  format: z.enum(['image', 'document']),
  name: z.string(),
  link: z.string(),
})
export type Sample = z.infer<typeof Sample>

export const TemplateProposal = z.object({
  standsFor: StandingText,
  language: Language,
  name: z.string(),
  parts: TemplateParts,
  variables: z.array(TemplateVariable),
  /** The template of the account that stands for this text already. */
  standing: z.object({ id: Id, state: ChannelTemplateState }).nullable(),
})
export type TemplateProposal = z.infer<typeof TemplateProposal>

const at = routesOf('messaging')

/** The wire of templates that a vendor reviews. */
export const channelTemplatesContract = {
  channelTemplates: at('GET', '/channel-templates')
    .input(
      z.object({
        accountId: Id.optional(),
        state: z.array(ChannelTemplateState).max(7).optional(),
      }),
    )
    .output(
      z.object({
        rows: z.array(ChannelTemplate),
        /** The accounts whose vendor reviews templates. */
        accounts: z.array(z.object({ id: Id, name: z.string() })),
        /** Where pay links stand: a template's button leads there, wherever it was written. */
        payPlace: z.string(),
      }),
    ),
  templateProposals: at('GET', '/channel-template-proposals')
    .input(z.object({ accountId: Id }))
    .output(z.object({ rows: z.array(TemplateProposal) })),
  proposeTemplate: at('POST', '/channel-template-proposals')
    .input(z.object({ id: NewId, accountId: Id, standsFor: StandingText, language: Language }))
    .output(ChannelTemplate),
  uploadSample: at('POST', '/channel-template-samples').input(UploadSample).output(Sample),
  saveChannelTemplate: at('PUT', '/channel-templates/{id}')
    .input(SaveChannelTemplate)
    .output(ChannelTemplate),
  meanTemplate: at('PUT', '/channel-templates/{id}/meaning')
    .input(
      z.object({
        id: Id,
        standsFor: StandingText.nullable(),
        variables: z.array(TemplateVariable).max(60),
      }),
    )
    .output(ChannelTemplate),
  submitTemplate: at('POST', '/channel-templates/{id}/submission')
    .input(byId)
    .output(ChannelTemplate),
  removeChannelTemplate: at('DELETE', '/channel-templates/{id}')
    .input(byId)
    .output(z.object({ done: z.literal(true) })),
  syncTemplates: at('POST', '/channel-accounts/{id}/templates-sync')
    .input(byId)
    .output(z.object({ done: z.literal(true) })),
}
