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

    /// <summary>The actor of events that not every account may record.</summary>
    /// <param name="session">The store.</param>
    /// <param name="name">Name of an account; null for the operator, who may do everything.</param>
    /// <param name="roles">The account needs one of these.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="SettingsException">There is no such account, or it has none of the roles.</exception>
    public static async Task<string> ReadAsync(StoreSession session, string? name, IReadOnlyList<string> roles, CancellationToken cancellationToken)
    {
        var actor = await ReadAsync(session, name, cancellationToken);
        return name is null || (await session.Get<IUserQueries>().FindAsync(name, cancellationToken))?.Roles.Any(roles.Contains) == true
            ? actor
            : throw new SettingsException(
                $"'{name}' does not have the role {string.Join(" or ", roles)}, so nothing is recorded in that name. Give an account that has it, or leave --by out: then 'operator' stands there.");
    }

    /// <summary>The words of a reason.</summary>
    /// <exception cref="SettingsException">There are none.</exception>
    public static string Words(string reason) => string.IsNullOrWhiteSpace(reason) ? throw new SettingsException("--reason has no words; say why.") : reason.Trim();
}
