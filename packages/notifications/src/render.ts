import Mustache from 'mustache';
import type { Message, MessageKind } from './messages.ts';
import { TEXTS } from './texts.ts';

export interface Rendered {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** Mail clients know tables and inline styles, little else. */
const PAGE = `<!doctype html>
<html lang="{{locale}}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{{subject}}</title></head>
<body style="margin:0;background:#f4f4f5;font-family:system-ui,sans-serif;color:#18181b">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr><td align="center" style="padding:32px 16px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:560px;background:#ffffff;border-radius:8px"><tr><td style="padding:32px">
<h1 style="margin:0 0 16px;font-size:20px;line-height:28px">{{subject}}</h1>
{{#paragraphs}}
<p style="margin:0 0 16px;font-size:16px;line-height:24px">{{.}}</p>
{{/paragraphs}}
<p style="margin:24px 0"><a href="{{link}}" style="display:inline-block;padding:12px 20px;background:#18181b;color:#ffffff;border-radius:6px;text-decoration:none;font-size:16px">{{action}}</a></p>
<p style="margin:0 0 8px;font-size:14px;line-height:20px;color:#52525b">{{footer}}</p>
<p style="margin:0;font-size:12px;line-height:18px;color:#52525b;word-break:break-all">{{link}}</p>
</td></tr></table>
</td></tr></table>
</body>
</html>
`;

/** Text that goes into a mail as it is. */
const plain = (template: string, data: object): string =>
  Mustache.render(template, data, {}, { escape: String });

/** A subject is one line: what it was told cannot add headers. */
const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

const isWebAddress = (link: string): boolean =>
  URL.canParse(link) && /^https?:$/.test(new URL(link).protocol);

/** Subject, plain text and HTML of a message. Everything it was told is escaped in the HTML. */
export function renderMessage<K extends MessageKind>({ kind, locale, data }: Message<K>): Rendered {
  if (!isWebAddress(data.link)) throw new TypeError('the link of a message is a web address');
  const texts = TEXTS[locale][kind];
  const subject = oneLine(plain(texts.subject, data));
  const body = plain(texts.body, data);
  const footer = plain(texts.footer, data);
  const { link } = data;
  const text = `${body}\n\n${texts.action}: ${link}\n\n${footer}\n`;
  const paragraphs = body.split('\n\n');
  const html = Mustache.render(PAGE, { locale, subject, paragraphs, action: texts.action, link, footer });
  return { subject, text, html };
}
