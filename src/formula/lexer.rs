//! Cuts a formula into tokens, and names what no formula can contain.

use std::ops::Range;

use super::FormulaProblem;
use super::mistake::Mistake;
use super::mistake::sign::SignMistake;
use super::mistake::token::TokenMistake;
use super::tree::Comparison;
use super::tree::Operator;

mod sign;

/// The smallest part of a formula.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Token {
    /// A number as written.
    Number(f64),
    /// A text, its quotes taken off.
    Text(String),
    /// A name.
    Name(Name),
    /// `+ - * / ^`.
    Operator(Operator),
    /// `= <> < <= > >=`.
    Comparison(Comparison),
    /// `%`.
    Percent,
    /// `(`.
    Open,
    /// `)`.
    Close,
    /// `,`.
    Comma,
    /// The end of the formula.
    End,
}

/// A name, or a table's and a column's name with a point between.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Name {
    /// The table before the point and its bytes, if there is a point.
    pub(crate) table: Option<(String, Range<usize>)>,
    /// The name, or the column's name after the point.
    pub(crate) name: String,
    /// The bytes of `name`, back quotes included.
    pub(crate) span: Range<usize>,
    /// Whether `name` stands in back quotes.
    pub(crate) quoted: bool,
}

/// Reads tokens one by one.
pub(crate) struct Lexer<'a> {
    text: &'a str,
    at: usize,
}

type Reading<T> = Result<T, FormulaProblem>;

impl<'a> Lexer<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        Lexer { text, at: 0 }
    }

    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// The bytes of the longest run from `start` on whose characters all satisfy `accept`.
    fn run(&self, start: usize, accept: impl Fn(char) -> bool) -> Range<usize> {
        let rest = &self.text[start..];
        start..start + rest.find(|character| !accept(character)).unwrap_or(rest.len())
    }

    /// The next token and its bytes; at the end, [`Token::End`] again and again.
    pub(crate) fn next(&mut self) -> Reading<(Token, Range<usize>)> {
        self.at = self.run(self.at, char::is_whitespace).end;
        let start = self.at;
        let Some(first) = self.peek() else { return Ok((Token::End, start..start)) };
        let token = match first {
            '0'..='9' => self.number()?,
            '.' if self.rest()[1..].starts_with(|next: char| next.is_ascii_digit()) => self.number()?,
            '"' => self.quotation()?,
            '`' => self.name()?,
            _ if sign::meant(first).is_none() && starts_name(first) => self.name()?,
            _ => self.sign(first)?,
        };
        Ok((token, start..self.at))
    }

    fn number(&mut self) -> Reading<Token> {
        let start = self.at;
        let digit = |character: char| character.is_ascii_digit();
        let mut end = self.run(start, digit).end;
        if self.text[end..].starts_with('.') {
            end = self.run(end + 1, digit).end;
        }
        if self.text[end..].starts_with(['e', 'E']) {
            let sign = usize::from(self.text[end + 1..].starts_with(['+', '-']));
            let exponent = self.run(end + 1 + sign, digit);
            end = if exponent.is_empty() { end } else { exponent.end };
        }
        self.nothing_joins(start, end)?;
        let written = &self.text[start..end];
        self.at = end;
        match written.parse::<f64>() {
            Ok(value) if value.is_finite() => Ok(Token::Number(value)),
            Ok(_) => Err(TokenMistake::HugeNumber(written.to_owned()).at(start..end)),
            Err(_) => Err(TokenMistake::BadNumber(written.to_owned()).at(start..end)),
        }
    }

    /// A number that runs straight on into something else is a mistake.
    fn nothing_joins(&self, start: usize, end: usize) -> Reading<()> {
        let joins = |character: char| {
            character == '.' || sign::meant(character).is_none() && continues_name(character)
        };
        let whole = self.run(end, joins);
        if whole.is_empty() {
            return Ok(());
        }
        let written = self.text[start..whole.end].to_owned();
        let meant: String = written.chars().filter(|character| *character != '_').collect();
        let mistake = if meant.parse::<f64>().is_ok() && written.contains('_') {
            TokenMistake::GroupedDigits { written, meant }
        } else if meant.chars().all(|c| c.is_ascii_digit() || ".eE".contains(c)) {
            TokenMistake::BadNumber(written)
        } else {
            TokenMistake::NameAfterDigit(written)
        };
        Err(mistake.at(start..whole.end))
    }

    fn quotation(&mut self) -> Reading<Token> {
        let start = self.at;
        let mut text = String::new();
        let mut at = start + 1;
        loop {
            let Some(length) = self.text[at..].find('"') else {
                return Err(TokenMistake::OpenQuote('"').at(start..self.text.len()));
            };
            text.push_str(&self.text[at..at + length]);
            at += length + 1;
            if !self.text[at..].starts_with('"') {
                self.at = at;
                return Ok(Token::Text(text));
            }
            text.push('"');
            at += 1;
        }
    }

    fn name(&mut self) -> Reading<Token> {
        let (first, first_span, first_quoted) = self.word()?;
        if self.peek() != Some('.') {
            return Ok(Token::Name(Name {
                table: None,
                name: first,
                span: first_span,
                quoted: first_quoted,
            }));
        }
        self.at += 1;
        let follows =
            self.peek().is_some_and(|next| next == '`' || sign::meant(next).is_none() && starts_name(next));
        if !follows {
            return Err(TokenMistake::NoColumnAfterPoint(first).at(first_span.start..self.at));
        }
        let (name, span, quoted) = self.word()?;
        Ok(Token::Name(Name { table: Some((first, first_span)), name, span, quoted }))
    }

    /// One word, in back quotes or not.
    fn word(&mut self) -> Reading<(String, Range<usize>, bool)> {
        let start = self.at;
        if self.peek() == Some('`') {
            let Some(length) = self.text[start + 1..].find('`') else {
                return Err(TokenMistake::OpenQuote('`').at(start..self.text.len()));
            };
            self.at = start + length + 2;
            let name = self.text[start + 1..start + 1 + length].to_owned();
            if name.trim().is_empty() {
                return Err(TokenMistake::EmptyName.at(start..self.at));
            }
            return Ok((name, start..self.at, true));
        }
        let run = self.run(start, |next| sign::meant(next).is_none() && continues_name(next));
        self.at = run.end;
        Ok((self.text[run.clone()].to_owned(), run, false))
    }

    fn sign(&mut self, first: char) -> Reading<Token> {
        let start = self.at;
        if let Some((mistake, length)) = sign::mistake(self.rest()) {
            return Err(mistake.at(start..start + length));
        }
        let two = self.rest().get(..2);
        let (token, length) = match (first, two) {
            (_, Some("<>")) => (Token::Comparison(Comparison::Unequal), 2),
            (_, Some("<=")) => (Token::Comparison(Comparison::AtMost), 2),
            (_, Some(">=")) => (Token::Comparison(Comparison::AtLeast), 2),
            ('<', _) => (Token::Comparison(Comparison::Less), 1),
            ('>', _) => (Token::Comparison(Comparison::Greater), 1),
            ('=', _) => (Token::Comparison(Comparison::Equal), 1),
            ('+', _) => (Token::Operator(Operator::Add), 1),
            ('-', _) => (Token::Operator(Operator::Subtract), 1),
            ('*', _) => (Token::Operator(Operator::Multiply), 1),
            ('/', _) => (Token::Operator(Operator::Divide), 1),
            ('^', _) => (Token::Operator(Operator::Power), 1),
            ('%', _) => (Token::Percent, 1),
            ('(', _) => (Token::Open, 1),
            (')', _) => (Token::Close, 1),
            (',', _) => (Token::Comma, 1),
            _ => return Err(SignMistake::Unknown(first).at(start..start + first.len_utf8())),
        };
        self.at += length;
        Ok(token)
    }
}

fn starts_name(character: char) -> bool {
    character == '_' || character.is_alphabetic()
}

fn continues_name(character: char) -> bool {
    character == '_' || character.is_alphanumeric()
}

#[cfg(test)]
mod tests;
