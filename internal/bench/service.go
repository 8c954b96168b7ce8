package bench

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/cookiejar"
	"time"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/cases"
	"github.com/shixian/shixian/internal/counter/core"
)

// service is the case of a permit by HTTP: registered by a clerk, accepted,
// completed and delivered by the handler.
type service struct {
	url            string
	clerk, handler *http.Client
}

// openService signs clerk and handler in; hands is how many requests are under
// way at once.
func openService(ctx context.Context, url, password string, hands int) (*service, error) {
	s := &service{url: url + "/api/v1"}
	for name, who := range map[string]**http.Client{"clerk": &s.clerk, "handler": &s.handler} {
		jar, err := cookiejar.New(nil)
		if err != nil {
			return nil, err
		}
		*who = &http.Client{
			Jar: jar, Timeout: time.Minute, Transport: &http.Transport{MaxIdleConnsPerHost: hands},
		}
		if err := s.post(ctx, *who, "/session", map[string]any{"username": name, "password": password}, nil); err != nil {
			return nil, err
		}
	}
	return s, nil
}

// application is a complete one, with words as long as people's are.
var application = map[string]any{
	"item": "food-permit",
	"fields": map[string]string{
		"applicant": "青岚小吃店", "id_number": "91000000MA0000000N", "phone": "0000-5550101",
		"address": "青岚县人民路 1 号", "business": "餐饮服务经营者", "matter": "热食类食品制售，现场制售，不含裱花蛋糕和生食类食品",
	},
	"materials": []string{"application", "licence", "id-card", "layout", "rules"}, "examine": true,
}

func (s *service) life(ctx context.Context) ([]time.Duration, error) {
	var receipt core.Receipt
	began := time.Now()
	if err := s.post(ctx, s.clerk, "/cases", application, &receipt); err != nil {
		return nil, err
	}
	steps := []time.Duration{time.Since(began)}
	for _, command := range []string{casework.Accept, casework.Complete, casework.Deliver} {
		began := time.Now()
		var answer cases.Answer
		path := "/cases/" + receipt.Number + "/" + command
		with, err := s.with(ctx, receipt.Number, command)
		if err != nil {
			return nil, err
		}
		if err := s.post(ctx, s.handler, path, with, &answer); err != nil {
			return nil, err
		}
		if answer.Pending {
			return nil, fmt.Errorf("%s: no verdict in time", path)
		}
		steps = append(steps, time.Since(began))
	}
	return steps, nil
}

// with is what a command is sent with: a result is delivered on the signed receipt, which is
// attached before.
func (s *service) with(ctx context.Context, number, command string) (map[string]any, error) {
	if command != casework.Deliver {
		return map[string]any{}, nil
	}
	if err := s.tells(ctx, number); err != nil {
		return nil, err
	}
	var form bytes.Buffer
	w := multipart.NewWriter(&form)
	part, err := w.CreateFormFile("file", "receipt.txt")
	if err == nil {
		_, err = io.WriteString(part, "signed")
	}
	if err := errors.Join(err, w.WriteField("purpose", casework.PurposeServed), w.Close()); err != nil {
		return nil, err
	}
	var kept cases.Answer
	if err := s.send(ctx, s.handler, "/cases/"+number+"/"+casework.Attach, w.FormDataContentType(), &form, &kept); err != nil {
		return nil, err
	}
	return map[string]any{"means": casework.WayDirect, "receiver": casework.Receivers[0], "signer": "applicant", "proof": kept.ID}, nil
}

// tells issues the decision, which stands before it is handed over.
func (s *service) tells(ctx context.Context, number string) error {
	paper := map[string]any{"form": "grant_decision", "number": number, "asked": map[string]string{"grant": "热食类食品制售"}}
	var draft struct{ Digest string }
	if err := s.post(ctx, s.handler, "/papers/draft", paper, &draft); err != nil {
		return err
	}
	paper["digest"] = draft.Digest
	var issued struct{ ID string }
	return s.post(ctx, s.handler, "/papers", paper, &issued)
}

func (s *service) post(ctx context.Context, who *http.Client, path string, body, into any) error {
	text, err := json.Marshal(body)
	if err != nil {
		return err
	}
	return s.send(ctx, who, path, "application/json", bytes.NewReader(text), into)
}

func (s *service) send(ctx context.Context, who *http.Client, path, media string, body io.Reader, into any) error {
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, s.url+path, body)
	if err != nil {
		return err
	}
	r.Header.Set("Content-Type", media)
	r.Header.Set(core.KeyField, rand.Text())
	resp, err := who.Do(r)
	if err != nil {
		return fmt.Errorf("post %s: %w", path, err)
	}
	defer resp.Body.Close()
	got, err := io.ReadAll(resp.Body)
	switch {
	case err != nil:
		return fmt.Errorf("post %s: %w", path, err)
	case resp.StatusCode >= http.StatusBadRequest:
		return fmt.Errorf("post %s: %d %s", path, resp.StatusCode, got)
	case into == nil:
		return nil
	}
	return json.Unmarshal(got, into)
}
