// Package look shows the storybook (every page in every condition, as TestStorybook of
// api/web writes it) to a browser: to axe, which reads pages as assistive technology
// does, to the user guides, whose pictures it takes, and to the eye, in contact sheets.
//
// It refuses to render a page, and to be part of the product: nothing that is served
// imports it.
package look
