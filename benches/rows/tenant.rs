//! A tenant with as many users as wanted: nothing is random.

use std::fmt::Write as _;

const FIRST: [&str; 12] = [
    "Anna", "Ben", "Carla", "David", "Emma", "Felix", "Greta", "Hans", "Ida", "Jürgen", "Zoë",
    "Łukasz",
];
const LAST: [&str; 13] = [
    "Schmidt", "Müller", "Garcia", "Rossi", "Dubois", "Novak", "Kowalski", "Jensen", "Silva",
    "Nguyen", "Tanaka", "Singh", "Patel",
];
const ROLES: [&str; 5] = [
    "infrastructure",
    "billing",
    "read-only",
    "support",
    "developers",
];

/// How many users a page has.
pub const PAGE: usize = 100;

/// A page of Contabo's user list, as the API sends it.
pub fn page(page: usize, total: usize) -> Vec<u8> {
    let first = page * PAGE;
    let users: Vec<_> = (first..total.min(first + PAGE)).map(user).collect();
    format!(
        r#"{{"_pagination":{{"size":{PAGE},"totalElements":{total},"totalPages":{},"page":{}}},"data":[{}],"_links":{{}}}}"#,
        total.div_ceil(PAGE),
        page + 1,
        users.join(",")
    )
    .into_bytes()
}

fn user(n: usize) -> String {
    let bits = mix(n as u64);
    let pick = |list: &[&'static str], shift: u32| {
        list.get(((bits >> shift) & 0xFF) as usize % list.len())
            .copied()
            .unwrap_or_default()
    };
    let (first, last) = (pick(&FIRST, 0), pick(&LAST, 8));
    let plain = |name: &str| {
        let ascii = |c: char| {
            if c.is_ascii() {
                c.to_ascii_lowercase()
            } else {
                'u'
            }
        };
        name.chars().map(ascii).collect::<String>()
    };
    let mut id = format!("{:016x}{:016x}", mix(bits), mix(!bits));
    for at in [8, 13, 18, 23] {
        id.insert(at, '-');
    }
    let mut user = String::new();
    let _ = write!(
        user,
        r#"{{"tenantId":"DE","customerId":"54321","userId":"{id}","firstName":"{first}","lastName":"{last}","email":"{}.{}{n:05}@example.com","emailVerified":{},"enabled":{},"totp":{},"locale":"de-DE","roles":[{{"roleId":{},"tenantId":"DE","customerId":"54321","name":"{}","admin":false,"accessAllResources":true,"type":"default","permissions":[{{"apiName":"/v1/users","actions":["CREATE","READ"],"resources":[{{"tagId":12001,"tagName":"Web"}}]}}]}}],"owner":{}}}"#,
        plain(first),
        plain(last),
        bits >> 24 & 7 != 0,
        bits >> 32 & 15 != 0,
        bits >> 40 & 1 == 0,
        10_000 + bits % 900,
        pick(&ROLES, 48),
        n == 0
    );
    user
}

/// Spreads a number into bits that look random (splitmix64).
fn mix(n: u64) -> u64 {
    let n = n.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let n = (n ^ (n >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let n = (n ^ (n >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    n ^ (n >> 31)
}
