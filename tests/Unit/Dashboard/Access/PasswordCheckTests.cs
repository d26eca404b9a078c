using Microsoft.AspNetCore.Identity;
using MiyagiSensing.Dashboard.Access;
using MiyagiSensing.Projections.Users;
using Xunit;

namespace MiyagiSensing.Unit.Dashboard.Access;

public sealed class PasswordCheckTests
{
    private static readonly UserAccount Account = new("sato", new PasswordHasher<string>().HashPassword("sato", "oyster raft 7"), ["viewer"]);

    private readonly PasswordCheck _check = new();

    [Fact]
    public void The_right_password_matches() => Assert.True(_check.Matches(Account, "oyster raft 7"));

    [Theory]
    [InlineData("")]
    [InlineData("oyster raft 8")]
    public void A_wrong_password_does_not(string password) => Assert.False(_check.Matches(Account, password));

    [Fact]
    public void An_unknown_name_never_matches() => Assert.False(_check.Matches(null, ""));

    [Fact]
    public void A_password_beyond_the_limit_is_refused_without_hashing() => Assert.False(_check.Matches(Account, new string('a', PasswordCheck.MaxLength + 1)));
}
