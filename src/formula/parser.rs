//! Reads tokens into a syntax tree whose names have no meaning yet.

use std::ops::Range;

use super::FormulaProblem;
use super::MOST_BYTES;
use super::MOST_LEVELS;
use super::lexer::Lexer;
use super::lexer::Name;
use super::lexer::Token;
use super::mistake::Mistake;
use super::mistake::limit::LimitMistake;
use super::mistake::order::OrderMistake;
use super::mistake::sign::SignMistake;
use super::mistake::token::TokenMistake;
use super::tree::Comparison;
use super::tree::Operator;

/// The most comparisons in a row, as in `a = b = c`.
pub(crate) const MOST_COMPARISONS: usize = 4;

/// An expression as written.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Syntax {
    /// What it is.
    pub(crate) form: SyntaxForm,
    /// Its bytes, without parentheses around it.
    pub(crate) span: Range<usize>,
    /// Its bytes with the parentheses around it.
    pub(crate) outer: Range<usize>,
}

/// What an expression is.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum SyntaxForm {
    Number(f64),
    Text(String),
    Name(Name),
    Positive(Box<Syntax>),
    Negative(Box<Syntax>),
    /// One or more per cent signs.
    Percent(Box<Syntax>, u32),
    /// Operations of one precedence from left to right.
    Arithmetic(Box<Syntax>, Vec<(Operator, Syntax)>),
    /// Comparisons from left to right.
    Comparison(Box<Syntax>, Vec<(Comparison, Syntax)>),
    /// A function, the bytes of its name, and its arguments.
    Call(String, Range<usize>, Vec<Syntax>),
}

/// Reads a whole formula.
pub(crate) fn parse(text: &str) -> Result<Syntax, FormulaProblem> {
    if text.len() > MOST_BYTES {
        return Err(LimitMistake::TooLong(text.len()).at(0..text.len()));
    }
    if text.trim().is_empty() {
        return Err(OrderMistake::Empty.at(0..text.len()));
    }
    let mut parser = Parser::new(text)?;
    if parser.token == Token::Comparison(Comparison::Equal) {
        return Err(SignMistake::LeadingEquals.at(parser.span.clone()));
    }
    let syntax = parser.expression()?;
    match parser.token {
        Token::End => Ok(syntax),
        _ => Err(parser.junk()),
    }
}

struct Parser<'a> {
    text: &'a str,
    lexer: Lexer<'a>,
    token: Token,
    span: Range<usize>,
    /// The bytes of the token before.
    before: Range<usize>,
    level: usize,
}

type Reading<T> = Result<T, FormulaProblem>;

impl<'a> Parser<'a> {
    fn new(text: &'a str) -> Reading<Self> {
        let mut lexer = Lexer::new(text);
        let (token, span) = lexer.next()?;
        Ok(Parser { text, lexer, token, span, before: 0..0, level: 0 })
    }

    fn advance(&mut self) -> Reading<Token> {
        let (token, span) = self.lexer.next()?;
        self.before = std::mem::replace(&mut self.span, span);
        Ok(std::mem::replace(&mut self.token, token))
    }

    fn written(&self) -> String {
        self.text[self.span.clone()].to_owned()
    }

    /// Reads one level deeper.
    fn deeper<T>(&mut self, read: impl FnOnce(&mut Self) -> Reading<T>) -> Reading<T> {
        if self.level == MOST_LEVELS {
            return Err(LimitMistake::TooDeep.at(self.span.clone()));
        }
        self.level += 1;
        let result = read(self);
        self.level -= 1;
        result
    }

    /// What stands where the formula should end.
    fn junk(&self) -> FormulaProblem {
        let span = self.span.clone();
        let infix = match &self.token {
            Token::Close => return OrderMistake::StrayParenthesis.at(span),
            Token::Comma => return self.comma(),
            Token::Name(name) if name.table.is_none() && !name.quoted => name.name.to_ascii_uppercase(),
            _ => String::new(),
        };
        let meant = match infix.as_str() {
            "AND" => "AND(a, b)",
            "OR" => "OR(a, b)",
            _ => return OrderMistake::NoOperator(self.written()).at(span),
        };
        SignMistake::ForeignLogic { written: self.written(), meant }.at(span)
    }

    /// A comma outside a function; with digits on both sides it was meant to group them.
    fn comma(&self) -> FormulaProblem {
        let digit = |character: char| character.is_ascii_digit();
        let left = self.text[..self.span.start]
            .rfind(|c: char| !digit(c) && c != ',')
            .map_or(0, |at| at + self.text[at..].chars().next().map_or(0, char::len_utf8));
        let right = &self.text[self.span.end..];
        let length = right.find(|c: char| !digit(c) && c != ',').unwrap_or(right.len());
        let whole = left..self.span.end + length;
        let written = &self.text[whole.clone()];
        let mut groups = written.split(',');
        let grouped = groups.next().is_some_and(|first| (1..=3).contains(&first.len()))
            && groups.all(|group| group.len() == 3);
        if grouped {
            let meant = written.replace(',', "");
            return TokenMistake::GroupedDigits { written: written.to_owned(), meant }.at(whole);
        }
        SignMistake::Comma.at(self.span.clone())
    }

    fn expression(&mut self) -> Reading<Syntax> {
        let first = self.sum()?;
        let mut rest = Vec::new();
        while let Token::Comparison(comparison) = self.token {
            if rest.len() == MOST_COMPARISONS {
                return Err(LimitMistake::ManyComparisons.at(self.span.clone()));
            }
            self.advance()?;
            rest.push((comparison, self.sum()?));
        }
        Ok(chain(first, rest, SyntaxForm::Comparison))
    }

    fn sum(&mut self) -> Reading<Syntax> {
        self.operations(&[Operator::Add, Operator::Subtract], Self::product)
    }

    fn product(&mut self) -> Reading<Syntax> {
        self.operations(&[Operator::Multiply, Operator::Divide], Self::power)
    }

    fn power(&mut self) -> Reading<Syntax> {
        self.operations(&[Operator::Power], Self::signed)
    }

    fn operations(
        &mut self,
        operators: &[Operator],
        operand: fn(&mut Self) -> Reading<Syntax>,
    ) -> Reading<Syntax> {
        let first = operand(self)?;
        let mut rest = Vec::new();
        while let Token::Operator(operator) = self.token
            && operators.contains(&operator)
        {
            self.advance()?;
            rest.push((operator, operand(self)?));
        }
        Ok(chain(first, rest, SyntaxForm::Arithmetic))
    }

    /// A minus or plus sign binds tighter than `^`, as in Excel.
    fn signed(&mut self) -> Reading<Syntax> {
        let make = match self.token {
            Token::Operator(Operator::Subtract) => SyntaxForm::Negative,
            Token::Operator(Operator::Add) => SyntaxForm::Positive,
            _ => return self.percent(),
        };
        let start = self.span.start;
        self.deeper(|parser| {
            parser.advance()?;
            let operand = parser.signed()?;
            let span = start..operand.outer.end;
            Ok(Syntax { form: make(Box::new(operand)), outer: span.clone(), span })
        })
    }

    fn percent(&mut self) -> Reading<Syntax> {
        let operand = self.primary()?;
        let start = operand.outer.start;
        let mut signs = 0;
        while self.token == Token::Percent {
            signs += 1;
            self.advance()?;
        }
        if signs == 0 {
            return Ok(operand);
        }
        Ok(leaf(SyntaxForm::Percent(Box::new(operand), signs), start..self.before.end))
    }

    fn primary(&mut self) -> Reading<Syntax> {
        let span = self.span.clone();
        match &self.token {
            Token::Number(_) | Token::Text(_) | Token::Name(_) => match self.advance()? {
                Token::Number(value) => Ok(leaf(SyntaxForm::Number(value), span)),
                Token::Text(text) => Ok(leaf(SyntaxForm::Text(text), span)),
                Token::Name(name) if self.token == Token::Open && name.table.is_none() && !name.quoted => {
                    self.deeper(|parser| parser.call(name.name, span))
                }
                Token::Name(name) => Ok(leaf(SyntaxForm::Name(name), span)),
                _ => Err(self.no_value(span)),
            },
            Token::Open => self.deeper(Self::parenthesis),
            _ => Err(self.no_value(span)),
        }
    }

    fn no_value(&self, span: Range<usize>) -> FormulaProblem {
        match self.token {
            Token::End => {
                let last = if self.before.is_empty() { span } else { self.before.clone() };
                OrderMistake::NoValue { next: None }.at(last)
            }
            _ => OrderMistake::NoValue { next: Some(self.written()) }.at(span),
        }
    }

    fn parenthesis(&mut self) -> Reading<Syntax> {
        let open = self.span.clone();
        self.advance()?;
        if self.token == Token::Close {
            return Err(OrderMistake::EmptyParentheses.at(open.start..self.span.end));
        }
        let inner = self.inside(&open, Self::expression)?;
        if self.token != Token::Close {
            return Err(self.unclosed(open));
        }
        let outer = open.start..self.span.end;
        self.advance()?;
        Ok(Syntax { outer, ..inner })
    }

    /// Reads within parentheses; if the formula ends there, the parenthesis is what is wrong.
    fn inside(&mut self, open: &Range<usize>, read: fn(&mut Self) -> Reading<Syntax>) -> Reading<Syntax> {
        if self.token == Token::End {
            return Err(OrderMistake::OpenParenthesis.at(open.clone()));
        }
        read(self)
    }

    fn unclosed(&self, open: Range<usize>) -> FormulaProblem {
        match self.token {
            Token::End => OrderMistake::OpenParenthesis.at(open),
            _ => self.junk(),
        }
    }

    /// The arguments of a function, from its opening parenthesis on.
    fn call(&mut self, name: String, name_span: Range<usize>) -> Reading<Syntax> {
        let open = self.span.clone();
        self.advance()?;
        let mut arguments = Vec::new();
        if self.token != Token::Close {
            loop {
                arguments.push(self.inside(&open, Self::expression)?);
                match self.token {
                    Token::Comma => self.advance()?,
                    Token::Close => break,
                    _ => return Err(self.unclosed(open)),
                };
            }
        }
        let span = name_span.start..self.span.end;
        self.advance()?;
        Ok(leaf(SyntaxForm::Call(name, name_span, arguments), span))
    }
}

fn leaf(form: SyntaxForm, span: Range<usize>) -> Syntax {
    Syntax { form, outer: span.clone(), span }
}

fn chain<O>(
    first: Syntax,
    rest: Vec<(O, Syntax)>,
    make: fn(Box<Syntax>, Vec<(O, Syntax)>) -> SyntaxForm,
) -> Syntax {
    let Some((_, last)) = rest.last() else { return first };
    let span = first.outer.start..last.outer.end;
    leaf(make(Box::new(first), rest), span)
}

#[cfg(test)]
mod tests;
