package calendar

// year says which days of one year are worked, in both directions, so that
// counting thirty days or three hundred costs two look-ups.
type year struct {
	hours  [366]int32 // index into Calendar.hours by day of the year; 0 = closed
	before [367]int16 // working days before each day of the year
	worked [366]int16 // place in the year of its first, second, ... working day
}

func (y *year) index() {
	n := int16(0)
	for i, h := range y.hours {
		y.before[i] = n
		if h != closed {
			y.worked[n] = int16(i)
			n++
		}
	}
	y.before[len(y.hours)] = n
}

func (y *year) total() int { return int(y.before[len(y.hours)]) }

// fill lays the weekly pattern and the seasons over a year that begins on the
// given weekday.
func (y *year) fill(first int, leap bool, holds *[monthDays]int16, weekly [][7]int32) {
	lengths := [12]int{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}
	if leap {
		lengths[1] = 29
	}
	i := 0
	for month, length := range lengths {
		for day := 1; day <= length; day++ {
			y.hours[i] = weekly[holds[monthDay(month+1, day)]][(first+i)%7]
			i++
		}
	}
	y.index()
}

// year returns the table of any year: its own if a listed day falls in it,
// else that of all years that begin on its weekday.
func (c *Calendar) year(y int) *year {
	if i := y - c.firstListed; i >= 0 && i < len(c.listed) && c.listed[i] != nil {
		return c.listed[i]
	}
	return &c.plain[yearKind(y)]
}

func yearKind(y int) int {
	kind := weekdayOf(dayNumber(y, 1, 1)) * 2
	if leap(y) {
		kind++
	}
	return kind
}

// hoursOf returns the index of a day's hours; closed is 0.
func (c *Calendar) hoursOf(day int) int32 {
	y, i := place(day)
	return c.year(y).hours[i]
}

func (c *Calendar) works(day int) bool { return c.hoursOf(day) != closed }

// after returns the n-th working day after a day, n >= 1; past lastDay if the
// years run out.
func (c *Calendar) after(day, n int) int {
	y, i := place(day)
	n += int(c.year(y).before[i+1])
	for ; y <= lastYear; y++ {
		table := c.year(y)
		if n <= table.total() {
			return dayNumber(y, 1, 1) + int(table.worked[n-1])
		}
		n -= table.total()
	}
	return lastDay + 1
}

// earlier returns the n-th working day before a day, n >= 1; before firstDay
// if the years run out.
func (c *Calendar) earlier(day, n int) int {
	y, i := place(day)
	left := int(c.year(y).before[i])
	for n > left {
		n -= left
		if y--; y < firstYear {
			return firstDay - 1
		}
		left = c.year(y).total()
	}
	return dayNumber(y, 1, 1) + int(c.year(y).worked[left-n])
}

// roll returns the day itself if worked, else the next working day.
func (c *Calendar) roll(day int) int { return c.after(day-1, 1) }

// between counts the working days in (a, b].
func (c *Calendar) between(a, b int) int {
	if b <= a {
		return 0
	}
	ya, ia := place(a)
	yb, ib := place(b)
	n := int(c.year(yb).before[ib+1]) - int(c.year(ya).before[ia+1])
	for ; ya < yb; ya++ {
		n += c.year(ya).total()
	}
	return n
}
