// Package notify puts what happened into words (Compose, ComposeDigest) and
// says it on a channel: mail, a signed webhook, or a DingTalk, WeCom or Feishu
// group robot.
//
// It refuses to decide who hears and when: it is given one recipient and one
// text, tries once, and tells whether trying again makes sense. Outbox, retries,
// quiet hours and dead letters are somebody else's. Every channel is optional,
// and nothing is contacted until Send is called.
package notify
