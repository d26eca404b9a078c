using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Authentication.Cookies;
using MiyagiSensing.Projections.Users;

namespace MiyagiSensing.Dashboard.Access;

/// <summary>The signed-in person as claims: name, roles, and a stamp that changes with the password.</summary>
internal static class AccountPrincipal
{
    private const string StampClaim = "stamp";

    /// <summary>The account as a principal for the cookie.</summary>
    public static ClaimsPrincipal Create(UserAccount account)
    {
        var claims = new List<Claim> { new(ClaimTypes.Name, account.Name), new(StampClaim, Stamp(account)) };
        claims.AddRange(account.Roles.Select(role => new Claim(ClaimTypes.Role, role)));
        return new ClaimsPrincipal(new ClaimsIdentity(claims, CookieAuthenticationDefaults.AuthenticationScheme));
    }

    /// <summary>True when the principal was made from this account with its present password.</summary>
    public static bool Fits(ClaimsPrincipal principal, UserAccount account) => principal.FindFirstValue(StampClaim) == Stamp(account);

    private static string Stamp(UserAccount account) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(account.PasswordHash)), 0, 8);
}
