package auth

import (
	"context"

	"github.com/shixian/shixian/internal/casework"
)

// Languages of answers and pages.
const (
	Chinese = "zh"
	English = "en"
)

type (
	principalKey struct{}
	langKey      struct{}
	addressKey   struct{}
)

// WithPrincipal returns a context that knows who is asking.
func WithPrincipal(ctx context.Context, p casework.Principal) context.Context {
	return context.WithValue(ctx, principalKey{}, p)
}

// PrincipalFrom says who is asking; false means nobody signed in.
func PrincipalFrom(ctx context.Context) (casework.Principal, bool) {
	p, ok := ctx.Value(principalKey{}).(casework.Principal)
	return p, ok
}

// WithAddress returns a context that knows from where somebody asks.
func WithAddress(ctx context.Context, addr string) context.Context {
	return context.WithValue(ctx, addressKey{}, host(addr))
}

// AddressFrom says from where somebody asks.
func AddressFrom(ctx context.Context) string {
	addr, _ := ctx.Value(addressKey{}).(string)
	return addr
}

// WithLang returns a context with the language of the answer.
func WithLang(ctx context.Context, lang string) context.Context {
	return context.WithValue(ctx, langKey{}, lang)
}

// LangFrom is the language to answer in, Chinese unless somebody chose English.
func LangFrom(ctx context.Context) string {
	if lang, ok := ctx.Value(langKey{}).(string); ok {
		return lang
	}
	return Chinese
}
