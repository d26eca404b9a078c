using System.CommandLine;
using MiyagiSensing.Host.Configuration;
using MiyagiSensing.Projections.Users;

namespace MiyagiSensing.Host.Commands;

/// <summary>Who a command's events are recorded for.</summary>
internal static class CommandActor
{
    /// <summary>The option that names an account.</summary>
    public static Option<string?> Option() => new("--by") { Description = "The name of your account; without it, 'operator' stands there." };

    /// <summary>The actor of the events.</summary>
    /// <exception cref="SettingsException">There is no such account.</exception>
    public static async Task<string> ReadAsync(StoreSession session, string? name, CancellationToken cancellationToken) => name is null
        ? "operator"
        : await session.Get<IUserQueries>().FindAsync(name, cancellationToken) is { } account
            ? $"user:{account.Name}"
            : throw new SettingsException($"There is no account '{name}', so nothing is recorded in that name. Give the name of an account (user add), or leave --by out.");

    /// <summary>The words of a reason.</summary>
    /// <exception cref="SettingsException">There are none.</exception>
    public static string Words(string reason) => string.IsNullOrWhiteSpace(reason) ? throw new SettingsException("--reason has no words; say why.") : reason.Trim();
}
