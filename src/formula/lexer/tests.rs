use super::*;

fn tokens(text: &str) -> Vec<Token> {
    let mut lexer = Lexer::new(text);
    let mut tokens = Vec::new();
    loop {
        match lexer.next().expect("the text has no mistake") {
            (Token::End, _) => return tokens,
            (token, _) => tokens.push(token),
        }
    }
}

#[test]
fn numbers_are_read_in_every_spelling() {
    let numbers = [12.0, 1.5, 0.5, 1e6, 2.5e-3, 3.0].map(Token::Number);
    assert_eq!(tokens("12 1.5 .5 1e6 2.5E-3 3."), numbers);
}

#[test]
fn a_doubled_quote_stands_for_one() {
    assert_eq!(tokens(r#""say ""hi""" "#), [Token::Text(r#"say "hi""#.to_owned())]);
    assert_eq!(tokens(r#""""#), [Token::Text(String::new())]);
}

#[test]
fn names_may_be_chinese_back_quoted_and_qualified() {
    let found = tokens("常住人口 `a b`.`c d` _x1");
    let Token::Name(name) = &found[1] else { panic!("a name") };
    assert_eq!(name.table, Some(("a b".to_owned(), 13..18)));
    assert_eq!((name.name.as_str(), name.span.clone(), name.quoted), ("c d", 19..24, true));
    assert_eq!(found.len(), 3);
}

#[test]
fn the_end_is_read_again_and_again() {
    let mut lexer = Lexer::new(" ");
    assert_eq!(lexer.next(), Ok((Token::End, 1..1)));
    assert_eq!(lexer.next(), Ok((Token::End, 1..1)));
}
