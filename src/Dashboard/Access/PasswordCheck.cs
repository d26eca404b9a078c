using Microsoft.AspNetCore.Identity;
using MiyagiSensing.Projections.Users;

namespace MiyagiSensing.Dashboard.Access;

/// <summary>Compares passwords. An unknown name costs the same work as a known one, so that the time of an answer does not tell which names exist.</summary>
internal sealed class PasswordCheck
{
    /// <summary>Longest password that is hashed, in characters. Chosen: longer than any passphrase, short enough not to be a lever.</summary>
    public const int MaxLength = 256;

    private readonly PasswordHasher<UserAccount> _hasher = new();
    private readonly UserAccount _nobody;

    /// <summary>Prepares the account that stands in for unknown names.</summary>
    public PasswordCheck()
    {
        var nobody = new UserAccount("", "", []);
        _nobody = nobody with { PasswordHash = _hasher.HashPassword(nobody, Guid.NewGuid().ToString()) };
    }

    /// <summary>True when the account exists and the password is its own.</summary>
    public bool Matches(UserAccount? account, string password)
    {
        if (password.Length > MaxLength)
        {
            return false;
        }

        var compared = account ?? _nobody;
        var result = _hasher.VerifyHashedPassword(compared, compared.PasswordHash, password);
        return account is not null && result != PasswordVerificationResult.Failed;
    }
}
