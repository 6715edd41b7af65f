//! T25: two clients change the same user at the same time. What one of them wrote is never overwritten by the other without
//! being asked about.

#[path = "dice/mod.rs"]
#[allow(dead_code, reason = "each test file uses its own part of it")]
mod dice;
#[allow(dead_code, reason = "each test file uses its own part of the player")]
mod player;

use dice::{Dice, cases, seed};
use player::Player;
use serde_json::Value;
use usher_tui::{
    api::{
        Arguments,
        contabo::{RETRIEVE_USER, UPDATE_USER},
    },
    config::Profile,
    worker::{Access, Direct},
};

const CONFLICT: &str = "Somebody else changed the same meanwhile";

/// The other client: a script.
struct Other {
    direct: Direct,
    user: String,
}

impl Other {
    fn address(&self) -> Arguments {
        Arguments::NONE.text("userId", &self.user)
    }

    async fn set(&self, field: &'static str, value: &str) {
        let arguments = self.address().text(field, value);
        self.direct.call(&UPDATE_USER, &arguments).await.unwrap();
    }

    async fn get(&self, field: &str) -> String {
        let reply = self.direct.call(&RETRIEVE_USER, &self.address()).await;
        let reply: Value = serde_json::from_str(&reply.unwrap().body).unwrap();
        reply["data"][0][field].as_str().unwrap().to_owned()
    }
}

/// When the other one writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Moment {
    BeforeTheForm,
    InTheForm,
    AtTheQuestion,
    Never,
}

/// What the person does where there are two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Answer {
    Mine,
    Theirs,
    Back,
}

#[tokio::test]
async fn nothing_is_overwritten_unasked() {
    let mut dice = Dice::new(seed());
    let mut player = Player::new().await;
    player.press("1").await;
    player.press("G").await;
    player.press("y").await;
    let user = player.copied.clone().expect("the id was copied");
    let profile = Profile::demo(player.sandbox.addresses()).unwrap();
    let other = Other {
        direct: Direct::new(profile, Access::ReadWrite),
        user,
    };
    let moments = [
        Moment::BeforeTheForm,
        Moment::InTheForm,
        Moment::InTheForm,
        Moment::AtTheQuestion,
        Moment::AtTheQuestion,
        Moment::Never,
    ];
    let races = cases(100, 1_000);
    let (mut asked, mut asked_again, mut merged) = (0, 0, 0);
    for round in 0..races {
        let moment = *dice.pick(&moments);
        let field = *dice.pick(&["firstName", "lastName"]);
        let answer = *dice.pick(&[Answer::Mine, Answer::Theirs, Answer::Back]);
        let theirs = format!("Theirs{round}");
        let told = format!("{round}: {moment:?} {field} {answer:?}");
        if moment == Moment::BeforeTheForm {
            other.set(field, &theirs).await;
        }
        let before = other.get("lastName").await;
        player.press("R").await;
        player.press("e").await;
        player.see("Edit user").await;
        let mine = format!("{}x", other.get("firstName").await);
        player.type_text("x").await;
        if moment == Moment::InTheForm {
            other.set(field, &theirs).await;
        }
        player.press("ctrl-s").await;
        player.see("Are you sure?").await;
        if moment == Moment::AtTheQuestion {
            other.set(field, &theirs).await;
        }
        player.press("y").await;
        let is_late = matches!(moment, Moment::InTheForm | Moment::AtTheQuestion);
        let clashes = is_late && field == "firstName";
        assert_eq!(
            player.screen().contains(CONFLICT),
            clashes,
            "{told}\n{}",
            player.screen()
        );
        let mut first = mine.clone();
        let mut theirs = theirs;
        if clashes {
            asked += 1;
            assert_eq!(
                other.get("firstName").await,
                theirs,
                "{told}: nothing is sent yet"
            );
            if dice.percent(30) {
                asked_again += 1;
                theirs.push('!');
                other.set(field, &theirs).await;
                player.press("y").await;
                assert!(player.screen().contains(CONFLICT), "{told}: once more");
                assert_eq!(other.get("firstName").await, theirs, "{told}: not sent");
            }
            match answer {
                Answer::Mine => player.press("y").await,
                Answer::Theirs => {
                    first.clone_from(&theirs);
                    player.press("t").await;
                }
                Answer::Back => {
                    first.clone_from(&theirs);
                    player.press("esc").await;
                    player.press("esc").await;
                    player.press("esc").await;
                }
            }
        }
        let last = if field == "lastName" && moment != Moment::Never {
            merged += usize::from(is_late);
            theirs
        } else {
            before
        };
        assert_eq!(
            other.get("firstName").await,
            first,
            "{told}\n{}",
            player.screen()
        );
        assert_eq!(other.get("lastName").await, last, "{told}");
        assert!(
            !player.screen().contains("Edit user"),
            "{told}\n{}",
            player.screen()
        );
    }
    assert!(asked > races / 10 && merged > races / 10);
    println!(
        "T25: {races} races of two clients: {asked} asked about, {asked_again} of them twice, {merged} merged, \
         0 silent overwrites"
    );
}
