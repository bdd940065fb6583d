use super::*;

/// The expression with every operation in parentheses.
fn shape(text: &str) -> String {
    fn write(syntax: &Syntax, text: &str) -> String {
        let own = &text[syntax.span.clone()];
        match &syntax.form {
            SyntaxForm::Number(_) | SyntaxForm::Text(_) | SyntaxForm::Name(_) => own.to_owned(),
            SyntaxForm::Positive(inner) => format!("(+{})", write(inner, text)),
            SyntaxForm::Negative(inner) => format!("(-{})", write(inner, text)),
            SyntaxForm::Percent(inner, signs) => {
                format!("({}{})", write(inner, text), "%".repeat(*signs as usize))
            }
            SyntaxForm::Arithmetic(first, rest) => rest.iter().fold(write(first, text), |left, step| {
                format!("({left} {:?} {})", step.0, write(&step.1, text))
            }),
            SyntaxForm::Comparison(first, rest) => rest.iter().fold(write(first, text), |left, step| {
                format!("({left} {:?} {})", step.0, write(&step.1, text))
            }),
            SyntaxForm::Call(name, _, arguments) => {
                let shown: Vec<String> = arguments.iter().map(|argument| write(argument, text)).collect();
                format!("{name}({})", shown.join(", "))
            }
        }
    }
    write(&parse(text).expect("the formula is well written"), text)
}

#[test]
fn precedence_is_that_of_excel() {
    assert_eq!(shape("-2^2"), "((-2) Power 2)");
    assert_eq!(shape("2^-1"), "(2 Power (-1))");
    assert_eq!(shape("2^3^2"), "((2 Power 3) Power 2)");
    assert_eq!(shape("a+b*c^d%"), "(a Add (b Multiply (c Power (d%))))");
    assert_eq!(shape("a-b-c"), "((a Subtract b) Subtract c)");
    assert_eq!(shape("a/b*c"), "((a Divide b) Multiply c)");
    assert_eq!(shape("1+2=3"), "((1 Add 2) Equal 3)");
    assert_eq!(shape("a<b=c"), "((a Less b) Equal c)");
    assert_eq!(shape("-a%"), "(-(a%))");
    assert_eq!(shape("(a+b)%%"), "((a Add b)%%)");
    assert_eq!(shape("--a - -+b"), "((-(-a)) Subtract (-(+b)))");
    assert_eq!(shape("if (a, b, min(c, d))"), "if(a, b, min(c, d))");
}

#[test]
fn a_span_leaves_out_the_parentheses_and_an_operation_takes_them_in() {
    let syntax = parse(" (a + b) * c").expect("the formula is well written");
    assert_eq!(syntax.span, 1..12);
    let SyntaxForm::Arithmetic(first, _) = syntax.form else { panic!("a product") };
    assert_eq!((first.span, first.outer), (2..7, 1..8));
}

#[test]
fn long_chains_are_not_deep_and_deep_nests_are_refused() {
    let chain = vec!["1"; 4_000].join("+");
    assert!(parse(&chain).is_ok());
    for deep in ["(", "-", "ABS(", "1+(2*", "IF(1=1,"] {
        let text = deep.repeat(1_200);
        let problem = parse(&text).expect_err("too deep");
        assert!(problem.found.en.contains("more than 100 levels"), "{}", problem.found.en);
    }
    assert!(parse(&format!("1{}", "%".repeat(101))).is_ok());
    assert!(parse("a=b=c=d=e").is_ok());
    assert!(parse("a=b=c=d=e=f").is_err());
    assert!(parse(&format!("{}1{}", "(".repeat(100), ")".repeat(100))).is_ok());
    assert!(parse(&format!("{}1{}", "(".repeat(101), ")".repeat(101))).is_err());
}
